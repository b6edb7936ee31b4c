# Разговорът под публикация от всякакъв вид: отговори, отметки, сигнали, модериране, история.

conversation-heading = Отговори
conversation-count = { $n ->
    [0] още няма отговори
    [one] { $n } отговор
   *[other] { $n } отговора
}
conversation-none = Още никой не е отговорил.
conversation-none-hint = Ако сте срещали същия проблем, напишете какво опитахте, дори да не е успяло.
conversation-reply = Отговорете
conversation-reply-heading = Вашият отговор
conversation-reply-to = Отговор до { $name }
conversation-reply-cancel = Отказ
conversation-body = Отговор
conversation-body-page = Вашият текст
conversation-body-hint = Абзаците се разделят с празен ред. Разпознават се **получер текст**, списъци с - и връзки във вида [текст](адрес).
conversation-lang = Език на текста
conversation-publish = Публикувайте
conversation-save = Запазете
conversation-preview = Преглед
conversation-preview-heading = Така ще изглежда
conversation-preview-empty = Още няма какво да се покаже.
conversation-sign-in = Влезте, за да отговорите
conversation-join = Тук отговарят само членовете на общността.
conversation-join-link = Вижте как да се присъедините
conversation-locked = Дискусията е затворена за нови отговори
conversation-locked-text = Затвори я водещ на общността. Написаното дотук остава достъпно за четене.
conversation-locked-tools = Можете да отговорите, след като я отворите отново.
conversation-seen-public = Ще го виждат всички, и хора без профил
conversation-seen-unlisted = Ще го вижда всеки, който има адреса
conversation-seen-members = Ще го виждат само членовете на общността
conversation-seen-local = Ще го виждат само хората на този сървър
conversation-seen-local-members = Ще го виждат само членовете на общността на този сървър
conversation-older = По-ранни отговори
conversation-newer = По-късни отговори
conversation-in-reply-to = в отговор на { $name }
# Под описание на практика, ресурс, предложение и подобни: там се пита.
sheet-conversation-heading = Въпроси и бележки
sheet-conversation-none = Още няма въпроси.
sheet-conversation-none-hint = Попитайте авторите или споделете какво знаете от своята работа.
sheet-conversation-reply-heading = Вашият въпрос или бележка
sheet-conversation-body = Въпрос или бележка
sheet-conversation-sign-in = Влезте, за да попитате
sheet-conversation-join = Тук пишат само членовете на общността.
sheet-conversation-locked = Затворено е за нови въпроси и бележки

# Една публикация или един отговор.
conversation-useful = Полезно
conversation-useful-count = Полезно · { $n }
conversation-useful-undo = Отбелязахте го като полезно. Премахнете отметката
conversation-bookmark = Запазете
conversation-unbookmark = Запазено
conversation-unbookmark-menu = Извадете от отметките
conversation-link = Препратка
conversation-more = Още
conversation-edit = Редактирайте
conversation-withdraw = Оттеглете
conversation-report = Подайте сигнал
conversation-history = История
conversation-edited = редактирано
conversation-accept = Приемете за отговор
conversation-unaccept = Вече не е прието за отговор
conversation-accepted = Приет отговор
conversation-pin = Закачете най-горе
conversation-unpin = Откачете
conversation-lock = Затворете за отговори
conversation-unlock = Отворете за отговори
conversation-remove = Премахнете
conversation-restore = Върнете
conversation-draft = Чернова
conversation-draft-text = Тази чернова виждате само Вие.
conversation-facilitator = водещ
conversation-translated-human = Преведено от човек от: { $language }.
conversation-translated-machine = Преведено автоматично от: { $language }.
conversation-original = Вижте оригинала
conversation-illustrative = Примерно
conversation-illustrative-text = Измислено е, за да покаже как работи.
conversation-withdrawn = Оттеглено от автора
conversation-removed = Премахнато от водещ
conversation-removed-reason = Премахнато от водещ. Причина: { $reason }
conversation-muted = { $name } · заглушили сте този човек
conversation-muted-show = Покажете текста

# Какво стана.
conversation-done-commented = Написаното от Вас е публикувано.
conversation-done-edited = Промените са запазени.
conversation-done-withdrawn = Текстът Ви е оттеглен.
conversation-done-deleted = Черновата е изтрита.
conversation-done-removed = Текстът е премахнат. Причината виждат авторът му и дневникът на модерирането.
conversation-done-restored = Текстът отново е на мястото си.
conversation-done-accepted = Отговорът е отбелязан като приет.
conversation-done-unaccepted = Въпросът отново чака отговор.
conversation-done-pinned = Закачено е най-горе в общността.
conversation-done-unpinned = Вече не е закачено.
conversation-done-locked = Затворено е за нови отговори.
conversation-done-unlocked = Отново е отворено за отговори.
conversation-done-bookmarked = Запазено е в отметките Ви.
conversation-done-unbookmarked = Извадено е от отметките Ви.
conversation-done-reported = Благодарим Ви. Сигналът е при хората, които се грижат за това място.

# Редактиране на отговор.
conversation-edit-title = Редактиране на отговора Ви
conversation-edit-hint = Предишният текст остава в историята, която читателите виждат.
conversation-cancel = Отказ

# Оттегляне.
conversation-withdraw-title = Да оттеглим ли текста Ви?
conversation-withdraw-text = Текстът изчезва за всички и не може да бъде върнат. Отговорите към него остават, а на мястото му ще пише, че сте го оттеглили.
conversation-withdraw-confirm = Оттеглете текста
conversation-withdraw-keep = Оставете го
# Изтриване на чернова.
conversation-delete = Изтрийте черновата
conversation-delete-title = Да изтрием ли черновата?
conversation-delete-text = Тя не е публикувана. След изтриването не може да бъде възстановена.
conversation-delete-confirm = Изтрийте черновата
conversation-delete-keep = Оставете я

# Премахване.
conversation-remove-title = Да премахнем ли този текст?
conversation-remove-text = Той изчезва за читателите. Причината виждат авторът му и всеки, който отвори страницата или дневника на модерирането. По-късно можете да върнете текста.
conversation-remove-reason = Причина
conversation-remove-reason-hint = Едно изречение, което посочва правилото, например „Назовава човек под закрила“. Ще го вижда всеки, който е можел да чете текста.
conversation-remove-confirm = Премахнете текста
conversation-remove-keep = Оставете го

# Сигнали.
conversation-report-title = Сигнал за текст
conversation-report-text = Ще го прочетат водещите на общността и модераторите на сървъра. Авторът не научава кой е подал сигнала.
conversation-report-about = Подавате сигнал за:
conversation-report-reason = Какво не е наред?
conversation-report-reason-off-topic = Не е по темата
conversation-report-reason-offence = Обижда или заплашва някого
conversation-report-reason-personal-data = Разкрива лични данни
conversation-report-reason-wrong = Съдържа невярна информация
conversation-report-reason-spam = Реклама или нежелано съобщение
conversation-report-reason-other = Нещо друго
conversation-report-detail = Обяснете със свои думи
conversation-report-detail-hint = Какво трябва да знае този, който ще прочете сигнала? Нужно е, когато изберете „Нещо друго“.
conversation-report-send = Изпратете сигнала

# История.
conversation-history-title = История: { $title }
conversation-history-comment = История на отговор
conversation-history-text = Всички запазени състояния, най-новото е първо.
conversation-history-current = Текущ текст
conversation-history-revision = Версия { $n }
conversation-history-note = Бележка: { $note }
conversation-history-none = Текстът не е променян, откакто е публикуван.
conversation-history-back = Назад към текста

conversation-copies = Къде се съхранява
conversation-copies-text = Този текст е само за членове. Копия има на следните сървъри; администраторите им технически могат да го четат.
conversation-copies-gone = Този текст е оттеглен или премахнат. На всички сървъри, които пазят копие, се съобщава да го изтрият. Оттук не може да се провери дали наистина са го направили.
conversation-copies-here = Този сървър
conversation-copies-home = Домът на общността
conversation-copies-since = Копие от { $when }
conversation-copies-erased = Съобщено за изтриване, потвърдено на { $when }
conversation-copies-waiting = Още няма потвърждение
conversation-copies-elsewhere = На кои други сървъри { $host } го е предал, се вижда там.
