### Хора, организации и общности: откази, известия, имена на нива и действия.

## Полета във формуляри

error-required = Попълнете това поле
# $max е най-големият брой знаци.
error-too-long = Съкратете до { $max } знака
# $min и $max са цели числа.
error-range = Въведете число от { $min } до { $max }
error-handle-shape = Използвайте само малки латински букви, цифри и долна черта, например elena_markova
error-handle-reserved = Това име е запазено за самия сървър. Изберете друго
# $handle е въведеното име.
error-handle-taken = Името @{ $handle } е заето. Изберете друго
error-email = Въведете адрес на електронна поща като ime@example.org
error-email-taken = Вече има профил с тази електронна поща. Влезте или поискайте от администратор връзка за нова парола
error-country = Въведете двубуквения код на държавата, например BG
error-nuts = Въведете код по NUTS или LAU, например BG411
error-website = Въведете адрес, който започва с https://
error-timezone = Въведете часова зона като Europe/Sofia
error-visibility = Общността е публична, за членове или само за този сървър
error-note-long = Съкратете бележката до 1000 знака
error-organisation-unknown = Изберете организация от списъка
error-organisation-by-administrator = На този сървър администратор посочва кой за коя организация работи. Обърнете се към администратор
error-origin-shape = Въведете адрес като https://guildhall.example.org, без продължение след името
error-origin-plain = Адресът трябва да започва с https://
error-origin-name = Въведете име без порт, например https://guildhall.example.org
error-origin-fixed = Адресът на сървъра е определен веднъж завинаги и не може да се променя

## Пароли

error-password-wrong = Това не е сегашната Ви парола
error-password-weak = Тази парола се отгатва лесно. Добавете още една-две думи: най-добре е да са няколко и да се срещат рядко
error-password-common = Тази парола е сред най-използваните. Изберете няколко думи, които не вървят заедно
error-password-word = Една дума се отгатва лесно. Добавете още две-три
error-password-name = Имената се отгатват лесно. Добавете думи, които не вървят заедно
error-password-repeats = Повторените букви и думи се отгатват лесно. Използвайте различни думи
error-password-sequence = Поредици като abc или 6543 се отгатват лесно. Използвайте думи
error-password-keyboard = Редиците от клавиатурата се отгатват лесно. Използвайте думи
error-password-date = Датите и годините се отгатват лесно. Използвайте думи

## Вход и създаване на профил

error-sign-in-wrong = Електронната поща или паролата е грешна
error-suspended = Този профил е временно спрян. Пишете на администратор на сървъра
error-setup-done = Сървърът вече е настроен. Влезте като негов администратор
error-registration-closed = На този сървър профилите се създават от администраторите
error-invitation-needed = За да създадете профил на този сървър, Ви трябва връзка с покана
error-invitation-over = Тази покана вече не е валидна. Поискайте нова
error-invitation-no-community = Тази покана е за хора без профил, а Вие вече имате профил

## Профили

error-last-administrator = Това е последният администратор. Първо дайте тази роля и на друг човек
error-account-not-active = Този профил е спрян или закрит
error-entrusted-alone = Това лице не работи за организация. Първо посочете за коя работи
error-colleague-unknown = Тук няма човек с това име. Изберете от предложените или напишете краткото му име
error-colleague-several = Така се казват няколко души: { $names }. Напишете краткото име на този, когото имате предвид
# Лице и организацията, за която е направило нещо: „Елена Маркова от Община Хасково“.
person-of = { $name } от { $party }

## Общности

error-founding = На този сървър общности се откриват от модераторите. Пишете на някого от тях
error-last-facilitator = Последният водещ не може да напусне. Първо предайте общността или я закрийте
error-members-only = Това виждат само членовете на общността
error-community-closed = Общността е закрита: може да се чете, но никой не може да се присъедини
error-invitation-only = В тази общност се влиза с покана. Пишете на някого от водещите
error-banned = Водещите са Ви изключили от тази общност
error-banned-member = Този човек е изключен от общността. Първо отменете изключването
error-host-not-listed = Сървърът на този човек не може да съхранява съдържанието само за членове. Първо го добавете в „Сървъри, които пазят копие“
error-ban-self = Не можете да изключите себе си
error-already-member = Вече е член на общността
error-not-member = Не е член на тази общност
error-not-facilitator = Вие не сте водещ на тази общност
error-facilitator-person = Водещ може да бъде само човек с действащ профил
error-request-over = Междувременно молбата е оттеглена или решена
error-blocked = Този човек Ви е блокирал
error-blocking = Блокирали сте този човек. Отменете блокирането от неговата страница
error-avoid-self = Не можете да заглушите или блокирате себе си
error-follow-self = Не можете да следвате себе си

## Преместване

error-moving-off = Този сървър не обменя нищо с други
error-moving-here = Този адрес е на този сървър. Въведете адрес на друг сървър
error-moving-silent = Другият сървър не отговаря. Опитайте по-късно
error-moving-nobody = На този адрес не е намерен никой. Проверете дали е изписан докрай
error-moving-kind = Въведете адрес от същия вид: на човек за човек, на общност за общност
error-moving-many = Предишните адреси могат да бъдат най-много 20. Първо премахнете някой от тях
error-moving-unknown = Новият профил не посочва този като свой предишен адрес. Първо го добавете там и се върнете
error-moving-onward = Новият профил сам е преместен или вече не е действащ
error-moving-soon = Преместване е възможно веднъж на седем дни. Опитайте по-късно

## Известия
## $who е име на човек, $community – на общност, $title – заглавие на текст.

notification-reply = { $who } отговори в „{ $title }“
notification-mention = { $who } Ви спомена в „{ $title }“
notification-coauthor = { $who } Ви дава право да променяте „{ $title }“
notification-reviewed = { $who } публикува рецензия на „{ $title }“
notification-endorsed = { $who } потвърди, че организацията използва „{ $title }“
notification-review-asked = { $who } Ви кани да напишете рецензия на „{ $title }“
notification-review-accepted = { $who } ще напише рецензия на „{ $title }“
notification-review-declined = { $who } отказа да напише рецензия на „{ $title }“
notification-check-soon = До един месец проверете дали „{ $title }“ още е вярно
notification-check-due = Време е да проверите дали „{ $title }“ още е вярно
notification-version-offered = { $who } предлага езикова версия на „{ $title }“
notification-version-accepted = Вашата езикова версия на „{ $title }“ е приета
notification-version-declined = Вашата езикова версия на „{ $title }“ е отклонена
notification-answer-accepted = Отговорът Ви в „{ $title }“ е избран за решение
notification-membership-request = { $who } иска да се присъедини към „{ $community }“
notification-membership-accepted = Вече сте член на „{ $community }“
notification-membership-rejected = Молбата Ви за членство в „{ $community }“ не е приета
notification-banned = Вече не можете да участвате в „{ $community }“
notification-invitation = { $who } Ви кани в „{ $community }“
notification-facilitator = Вече сте водещ на „{ $community }“
notification-report = Нов сигнал очаква решението Ви
notification-report-decided = Сигналът Ви е разгледан. Благодарим за вниманието
notification-removed = Модератор премахна „{ $title }“
notification-follow = { $who } вече следва какво публикувате
notification-message = { $who } Ви писа
notification-moved = { $who } се премести. Прехвърлихме Ви към новия адрес
notification-partner-offered = { $who } предлага партньорство
notification-partner-agreed = { $who } вече е партньор
notification-partner-ended = { $who } вече не е партньор
notification-role = Ролята Ви на този сървър е променена

## Какво са направили водещите и модераторите

moderation-remove = Премахнато
moderation-remove-with-author = Премахнато заедно с автора
moderation-restore = Възстановено
moderation-lock = Заключено
moderation-unlock = Отключено
moderation-pin = Закачено
moderation-unpin = Откачено
moderation-ban = Изключване от общността
moderation-unban = Отменено изключване
moderation-reject = Отказана молба
moderation-remove-member = Отстраняване от общността
moderation-appoint = Определяне за водещ
moderation-step-down = Оттегляне като водещ
moderation-dismiss-report = Отхвърлен сигнал
moderation-suspend = Спрян профил
moderation-reactivate = Възстановен профил
moderation-entrust = Възложена задача
moderation-name-colleague = Добавен участник в работа с друга организация
moderation-release = Отнета задача

## Нива на организациите

level-local = Местно
    .hint = Град, община, район
level-regional = Регионално
    .hint = Област или регион
level-national = Национално
    .hint = Цялата страна
level-eu = Европейско
    .hint = Европейският съюз и отвъд него

## Население на територията

population-under-10000 = Под 10 000 души
population-10000-50000 = От 10 000 до 50 000 души
population-50000-100000 = От 50 000 до 100 000 души
population-100000-250000 = От 100 000 до 250 000 души
population-250000-500000 = От 250 000 до 500 000 души
population-500000-1000000 = От 500 000 до 1 000 000 души
population-over-1000000 = Над 1 000 000 души
