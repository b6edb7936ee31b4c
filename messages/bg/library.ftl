# Библиотеката: списък на практиките, лист на практика, описване, езикови версии, история.

library-menu-practices = Практики
library-create-practice = Практика
    .hint = Какво направихте, какво се получи и какво не, така че друг град да може да го повтори.

# Списъкът.
library-list-title = Практики
library-list-title-for = Практики за „{ $q }“
library-list-lead = Какво са направили други градове, какво е излязло и какво е нужно, за да го направите и вие.
library-list-describe = Опишете практика
library-list-search = Търсене в практиките
library-list-search-button = Търсене
library-count = { $n ->
    [0] Няма практики
    [one] { $n } практика
   *[other] { $n } практики
}
library-show = { $n ->
    [0] Приложете филтрите
    [one] Покажете { $n } практика
   *[other] Покажете { $n } практики
}
library-filters = Филтри
library-filters-jump = { $n ->
    [0] Филтри
   *[other] Филтри ({ $n })
}
library-filters-chosen = Избрани филтри
library-filter-remove = махнете филтъра
library-filters-clear = Изчистете всички
library-filter-words = „{ $q }“
library-facet-sector = Сектор
library-facet-lang = Език на описанието
library-facet-more = { $n ->
    [one] Още { $n }
   *[other] Още { $n }
}
library-sort = Подреждане
library-sort-best = най-подходящи
library-sort-new = най-нови
library-sort-useful = най-полезни
library-sort-button = Подредете
library-next = Следващи практики
library-first = Към началото на списъка
library-pages = Страници
library-languages = Езици на описанието
library-empty-title = Нито една практика не отговаря на избраното
library-empty-drop = Опитайте без един от филтрите:
library-empty-drop-one = без „{ $filter }“
library-empty-words = Потърсете с по-малко или с по-общи думи.
library-empty-ask = Попитайте мрежата
library-empty-ask-text = Може би някой град вече го е направил, но още не го е описал.
library-none-title = Още няма описана практика
library-none-text = Първата може да е вашата. За начало стигат заглавие и две изречения; останалото се добавя по-късно.

# Картата на практика в списък.
library-card-useful = { $n ->
    [one] полезна за { $n } човек
   *[other] полезна за { $n } души
}
library-card-questions = { $n ->
    [one] { $n } въпрос или отговор
   *[other] { $n } въпроса и отговора
}
library-outcome-worked = проработи
library-outcome-mixed = проработи отчасти
library-outcome-failed = не проработи
library-kind = Добра практика
library-example = Пример
library-example-text = Тази практика е измислена, за да покаже как изглежда листът. Градът, хората и числата не са истински.
library-state-draft = Чернова
library-state-members = За членовете
library-state-unlisted = Извън списъците
library-state-local = Само на този сървър

# Листът.
library-place = { $city }, { $country }
library-ask-city = Попитайте { $city }
library-ask = Задайте въпрос
library-ask-meta = Тук отговарят хората, които са го правили
library-print = Печат или PDF
library-save = Запазете
library-saved = Запазено
library-saved-undo = Извадете от отметките
library-useful = Полезно
library-useful-n = Полезно · { $n }
library-useful-undo = Отбелязахте я като полезна. Премахнете отметката
library-edit = Редактирайте
library-withdraw = Оттеглете
library-report = Подайте сигнал
library-facts = Основни данни
library-facts-sectors = Сектори
library-facts-organisation = От името на
library-facts-author = Описа я
library-facts-community = Общност
library-facts-licence = Лиценз
library-facts-published = Публикувана
library-versions = Езикови версии
library-version-original = оригинал
library-version-human = превод
library-version-machine = машинен превод
library-version-reviewed-by = прегледа { $name }
library-version-unreviewed = непрегледан
library-version-outdated = изостава от оригинала
library-version-add = Добавете език
library-version-edit = Обновете превода
library-version-review = Отбележете като прегледан
library-note-translation = Четете превод. Практиката е описана на друг език: { $language }.
library-note-machine = Четете машинен превод, който никой не е проверил. Практиката е описана на друг език: { $language }.
library-note-machine-reviewed = Четете машинен превод, проверен от човек. Практиката е описана на друг език: { $language }.
library-note-missing = Практиката още няма версия на езика, на който четете. Показан е текстът на езика: { $language }.
library-note-outdated = Оригиналът е променен след този превод.
library-note-original = Прочетете оригинала
library-note-translate = Преведете я
library-revisions = Версии
library-revision = Версия { $n } от { $date }
library-history-link = Вижте промените
library-printed = Разпечатано от { $host } на { $date } · версия { $n } · лиценз { $licence }
library-draft-banner = Това е чернова. Виждате я само вие.
library-draft-continue = Продължете описанието

# Описване на стъпки.
library-new-title = Нова практика
library-new-page = Нова практика, стъпка { $n } от { $of }
library-edit-title = Редактиране на практика
library-edit-page = Чернова, стъпка { $n } от { $of }
library-step-of = Стъпка { $n } от { $of }
library-step-here = вие сте тук
library-step-promise = Обещанието
library-step-promise-hint = Заглавието и резюмето са това, което другите виждат в списъка. Останалото ще попълните на следващите стъпки.
library-step-facts-hint = По тези полета друг град решава за минута дали практиката му подхожда. Приблизителна стойност е по-добра от празно поле.
library-step-story-hint = Пишете просто, все едно разказвате на колега по телефона.
library-step-results-hint = Кажете и онова, което не се получи. Тъкмо то спестява на другите време и пари.
library-step-kit-hint = Какво е нужно на град, който иска да направи същото? Всичко тук е по желание.
library-step-review = Проверка и публикуване
library-step-review-hint = Можете да запазите черновата и да продължите друг път.
library-steps = Стъпки
library-step-saved = Черновата е запазена { $when } и я виждате само вие.
library-step-unsaved = Черновата се запазва на всяка стъпка. Виждате я само вие.
library-step-kept = Попълненото е запазено в черновата. Следните полета са нужни, за да се публикува практиката.
library-step-skip = Оставете за по-късно
library-continue = Запазете и продължете
library-back = Запазете и се върнете
library-save-draft = Запазете чернова
library-cancel = Отказ
library-publish = Публикувайте
library-publish-missing-text = { $n ->
    [one] Преди да публикувате, попълнете още { $n } поле:
   *[other] Преди да публикувате, попълнете още { $n } полета:
}
library-publish-ready = Всичко нужно е попълнено. Прочетете я още веднъж с очите на колега от друг град.
library-publish-seen-public = Ще я виждат всички, и хора без профил.
library-publish-seen-unlisted = Ще я вижда всеки, който има адреса ѝ; няма да е в списъците.
library-publish-seen-members = Ще я виждат само членовете на общността.
library-publish-seen-local = Ще я виждат само хората на този сървър.
library-publish-seen-local-members = Ще я виждат само членовете на общността на този сървър.
library-preview-heading = Така ще изглежда
library-title = Заглавие
    .hint = Едно обещание в едно изречение: какво се променя за хората. Например „Едно гише, един план: новодошлият разказва историята си само веднъж“.
library-summary = Резюме
    .hint = Две-три изречения: какво правите, за кого и какво се промени. По него хората решават дали да четат нататък.
library-lang = Език на описанието
    .hint = Езикът, на който пишете. Други езици се добавят след това.
library-sectors = Сектори
    .hint = Отбележете един до три, които са най-близо до практиката.
library-licence = Лиценз
    .hint = Как другите могат да използват текста ви. CC BY 4.0 позволява всичко, стига да ви посочат.
library-community = Общност
    .hint = Практиката се вижда от същите хора, които виждат и общността. След това не може да се премести.
library-community-none = Извън общностите
library-visibility = Кой я вижда
    .hint = Важи, ако практиката не е в общност. След това не може да се промени.
library-visibility-public = Всички
library-visibility-unlisted = Който има адреса
library-visibility-local = Хората на този сървър
library-organisation = Публикувайте от името на „{ $name }“
    .hint = Иначе практиката е лично ваша.
library-organisation-own = Публикувайте от името на вашата организация
    .hint = Иначе практиката е лично ваша.
library-note = Какво променихте
    .hint = Едно изречение за историята, например „Добавени са данните за 2026 г.“.
library-error-note = Напишете накратко какво променихте
library-save-changes = Запазете промените
library-preview-changes = Прегледайте преди запазване
library-drafts = Вашите чернови
library-drafts-hint = Започнатото се пази, докато не го публикувате или изтриете.
library-draft-untitled = Практика без заглавие
library-draft-delete = Изтрийте черновата

# Какво стана.
library-done-draft = Черновата е запазена. Виждате я само вие.
library-done-published = Практиката е публикувана. Благодарим ви от името на градовете, които ще я прочетат.
library-done-changed = Промените са запазени. Предишният текст остава в историята.
library-done-version = Езиковата версия е запазена.
library-done-reviewed = Преводът е отбелязан като прегледан.

# Езикова версия.
library-translate-title = Превод на практика
library-translate-heading = Превод: { $title }
library-translate-lead = Вляво е оригиналът, вдясно – вашият превод. Числата и изборите са общи за всички езици.
library-translate-outdated = Оригиналът е променен след този превод. Сравнете текстовете и запазете, за да стане отново актуален.
library-translate-language = Език на превода
library-translate-choose = Изберете езика
library-translate-original = Оригинал ({ $language })
library-translate-yours = Превод ({ $language })
library-translate-figure = Показател { $n }
library-translate-machine = Текстът е от машинен превод
    .hint = Ще стои с бележка, докато човек не го прегледа.
library-translate-reviewed = Прегледах превода спрямо оригинала
    .hint = До превода ще стои името ви.
library-translate-save = Запазете превода

# История.
library-history-title = История на практиката
library-history-lead = Всяко състояние остава. Най-новото е първо.
library-history-current = текуща версия
library-history-version = Версия { $n }
library-history-by = { $name }, { $when }
library-history-somebody = Някой
library-history-no-note = Без бележка
library-history-first = Публикувана за първи път
library-history-none = Практиката не е променяна, откакто е описана.
library-history-state-title = Версия { $n } на „{ $title }“
library-history-state-note = Това е версия { $n }. На { $date } текстът беше променен.
library-history-back = Към текущата версия
library-history-all = Към всички версии

# Оттеглена практика.
library-gone-title = Практиката е оттеглена
library-gone-text = На { $published } тук беше публикувана добра практика. На { $withdrawn } авторът ѝ я оттегли и текстът ѝ вече не се пази.
library-gone-text-undated = Тук имаше добра практика. Авторът ѝ я е оттеглил и текстът ѝ вече не се пази.
library-gone-removed-title = Практиката е премахната
library-gone-removed-text = На { $published } тук беше публикувана добра практика. Премахна я модератор или водещ на общността.
library-gone-reason = Причина: { $reason }
library-gone-restore = Върнете я
library-gone-restore-text = Премахнатото виждат само онези, които могат да го върнат.
library-gone-by = Описа я { $name }.
library-gone-link = Вижте другите практики
