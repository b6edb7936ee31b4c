# Библиотеката: списък на практиките, лист на практика, описване, езикови версии, история.

library-menu-practices = Практики
library-create-practice = Практика
    .hint = Какво направихте, какво се получи и какво не, така че друг град да може да го повтори.

# Списъкът.
library-list-title = Практики
library-list-title-for = Практики за „{ $q }“
library-list-lead = Какво са направили други градове, какво е излязло и какво е нужно, за да го направите и Вие.
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
library-facet-quality = Качество
library-facet-kind = Вид
library-quality-reviewed = С рецензия
library-quality-used = Използва се от други
library-quality-checked = Проверено през последната година
library-facet-more = { $n ->
    [one] Още { $n }
   *[other] Още { $n }
}
library-sort = Подреждане
library-sort-best = най-подходящи
library-sort-new = най-нови
library-sort-useful = най-полезни
library-sort-used = най-използвани от други
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
library-none-text = Първата може да е Вашата. За начало стигат заглавие и две изречения; останалото се добавя по-късно.

# Картата на практика в списък.
library-card-within = Намерено в обсъждането
library-card-useful = { $n ->
    [one] от полза за { $n } човек
   *[other] от полза за { $n } души
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
library-example-text = Измислено е, за да покаже как изглежда такава страница. Градът, хората и числата не са истински.
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
library-useful-undo = Отбелязахте това като полезно. Премахнете отметката
library-edit = Редактирайте
library-withdraw = Оттеглете
library-report = Подайте сигнал
library-facts = Основни данни
library-facts-sectors = Сектори
library-facts-organisation = От името на
library-facts-author = Описание от
library-facts-community = Общност
library-facts-licence = Лиценз
library-facts-published = Дата на публикуване
library-versions = Езикови версии
library-version-original = оригинал
library-version-human = превод
library-version-machine = машинен превод
library-version-reviewed-by = прегледа { $name }
library-version-by = преведе { $name }
library-version-unreviewed = непрегледан
library-version-outdated = изостава от оригинала
library-version-add = Добавете език
library-version-edit = Обновете превода
library-version-review = Отбележете като прегледан
library-note-translation = Четете превод. Оригиналът е на друг език: { $language }.
library-note-machine = Четете машинен превод, който никой не е проверил. Оригиналът е на друг език: { $language }.
library-note-machine-reviewed = Четете машинен превод, проверен от човек. Оригиналът е на друг език: { $language }.
library-note-missing = Още няма версия на езика, на който четете. Показан е текстът на езика: { $language }.
library-note-outdated = Оригиналът е променен след този превод.
library-note-original = Прочетете оригинала
library-note-translate = Преведете
library-note-offer = Предложете превод
library-revisions = Версии
library-revision = Версия { $n } от { $date }
library-alike = Подобни практики
library-history-link = Вижте промените
library-cite = Цитиране
library-cite-lead = Така посочете описанието в доклад или стратегия:
library-cite-line = { $who } ({ $year }). { $title } [{ $what }, версия { $n }]. { $address }.
library-printed = Разпечатано от { $host } на { $date } · версия { $n } · лиценз { $licence }
library-printed-free = Разпечатано от { $host } на { $date } · версия { $n }
library-draft-banner = Това е чернова. Виждате я само Вие.
library-draft-continue = Продължете описанието

# Описване на стъпки.
library-new-title = Нова практика
library-new-page = Нова практика, стъпка { $n } от { $of }
library-edit-title = Редактиране на практика
library-edit-page = Чернова, стъпка { $n } от { $of }
library-step-of = Стъпка { $n } от { $of }
library-step-here = Вие сте тук
library-step-promise = Заглавие и резюме
library-step-promise-hint = Заглавието и резюмето са това, което другите виждат в списъка. Останалото ще попълните на следващите стъпки.
library-step-facts-hint = По тези полета друг град решава за минута дали практиката му подхожда. Приблизителна стойност е по-добра от празно поле.
library-step-story-hint = Пишете просто, все едно разказвате на колега по телефона.
library-step-results-hint = Кажете и онова, което не се получи. Тъкмо то спестява на другите време и пари.
library-step-kit-hint = Какво е нужно на град, който иска да направи същото? Всичко тук е по желание.
library-step-chapters = Глави
library-step-chapters-hint = Съдържанието, в реда за четене. Всяка глава се запазва веднага щом бъде добавена и може да се променя, превежда и мести по всяко време.
library-step-files = Файлове
library-step-files-hint = Документи, снимки, видео и данни към описанието. Добавеното се запазва веднага; всичко тук е по желание.
library-continue-on = Продължете
library-back-on = Назад
library-files-at-once = Файловете се добавят и премахват веднага, без да запазвате формуляра по-горе.
library-step-review = Проверка и публикуване
library-step-review-hint = Можете да запазите черновата и да продължите друг път.
library-steps = Стъпки
library-step-saved = Черновата е запазена { $when } и я виждате само Вие.
library-step-unsaved = Черновата се запазва на всяка стъпка. Виждате я само Вие.
library-step-kept = Попълненото е запазено в черновата. Следните полета са нужни преди публикуването.
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
library-publish-ready = Всичко нужно е попълнено. Прочетете го още веднъж с очите на колега от друг град.
library-publish-seen-public = Ще се вижда от всички, и от хора без профил.
library-publish-seen-unlisted = Ще се вижда от всеки, който има адреса; няма да е в списъците.
library-publish-seen-members = Ще се вижда само от членовете на общността.
library-publish-seen-local = Ще се вижда само от хората на този сървър.
library-publish-seen-local-members = Ще се вижда само от членовете на общността на този сървър.
library-preview-heading = Така ще изглежда
library-title = Заглавие
    .hint = Едно обещание в едно изречение: какво се променя за хората. Например „Едно гише, един план: новодошлият разказва историята си само веднъж“.
library-summary = Резюме
    .hint = Две-три изречения: какво правите, за кого и какво се промени. По него хората решават дали да четат нататък.
library-body = Текст
    .hint = Каквото трябва да знае колега от друг град. Заглавия, списъци и връзки се поставят с бутоните или с Markdown.
library-lang = Език на описанието
    .hint = Езикът, на който пишете. Други езици се добавят след това.
library-sectors = Сектори
    .hint = Отбележете най-близките; обикновено стигат до три.
library-licence = Лиценз
    .hint = Как другите могат да използват текста Ви. CC BY 4.0 позволява всичко, стига да Ви посочат.
library-community = Общност
    .hint = Ще се вижда от същите хора, които виждат и общността. След това не може да се премести.
library-community-none = Извън общностите
library-visibility = Кой го вижда
    .hint = Важи, ако не е избрана общност. След това не може да се промени.
library-visibility-public = Всички
library-visibility-unlisted = Който има адреса
library-visibility-local = Хората на този сървър
library-organisation = Публикувайте от името на { $name }
    .hint = Иначе се публикува лично от Вас.
library-organisation-own = Публикувайте от името на Вашата организация
    .hint = Иначе се публикува лично от Вас.
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
library-done-draft = Черновата е запазена. Виждате я само Вие.
library-done-published = Практиката е публикувана. Благодарим Ви от името на градовете, които ще я прочетат.
resource-done-published = Ресурсът е публикуван. Благодарим Ви от името на градовете, които ще го използват.
handbook-done-published = Наръчникът е публикуван. Благодарим Ви от името на градовете, които ще го прочетат.
deck-done-published = Тестето карти е публикувано. Благодарим Ви от името на градовете, които ще го използват.
collection-done-published = Подборката е публикувана. Благодарим Ви от името на градовете, които ще я използват.
library-done-changed = Промените са запазени. Предишният текст остава в историята.
library-done-version = Езиковата версия е запазена.
library-done-reviewed = Преводът е отбелязан като прегледан.

# Езикова версия.
library-translate-title = Превод на практика
library-translate-heading = Превод: { $title }
library-translate-lead = До всеки текст от оригинала е полето за Вашия превод. Числата и изборите са общи за всички езици.
library-translate-outdated = Оригиналът е променен след този превод. Сравнете текстовете и запазете, за да стане отново актуален.
library-translate-language = Език на превода
library-translate-choose = Продължете
library-translate-original = Оригинал ({ $language })
library-translate-yours = Превод ({ $language })
library-translate-figure = Показател { $n }
library-translate-machine = Текстът е от машинен превод
    .hint = Ще стои с бележка, докато човек не го прегледа.
library-translate-reviewed = Прегледах превода спрямо оригинала
    .hint = До превода ще стои името Ви.
library-translate-save = Запазете превода

# История.
library-history-title = История на практиката
library-history-lead = Всяко състояние остава. Най-новото е първо.
library-history-current = текуща версия
library-history-version = Версия { $n }
library-history-by = { $name }, { $when }
library-history-somebody = Някой
library-history-no-note = Без бележка
library-history-first = Първо публикуване
library-history-none = Няма промени след първото описание.
library-history-state-title = Версия { $n } на „{ $title }“
library-history-state-note = Това е версия { $n }. На { $date } текстът беше променен.
library-history-back = Към текущата версия
library-history-restore = Възстановяване на тази версия
library-history-restore-hint = Тя става текущата. Сегашният текст остава в историята.
library-history-restored = Възстановена е версия { $n }
library-done-restored = Предишната версия отново е текущата.
library-history-all = Към всички версии

# Оттеглена практика.
library-gone-title = Оттеглено от автора
library-gone-text = На { $published } тук беше публикувано нещо полезно за други градове. На { $withdrawn } авторът го оттегли и текстът вече не се пази.
library-gone-text-undated = Тук имаше описание, което авторът е оттеглил. Текстът вече не се пази.
library-gone-removed-title = Премахнато
library-gone-removed-text = Публикуваното тук на { $published } е премахнато от модератор или от водещ на общността.
library-gone-reason = Причина: { $reason }
library-gone-restore = Възстановете
library-gone-restore-text = Премахнатото виждат само онези, които могат да го върнат.
library-gone-by = Описание от { $name }.
library-gone-link = Вижте другото в списъка

# Другият рафт: онова, което градовете са създали за работата си. Тук е само казаното иначе; останалото е
# общо с практиките.
library-menu-resources = Библиотека
library-create-resource = Ресурс
    .hint = Наръчник, видео, образец или данни, които други могат да използват в работата си.
library-new-choose = Какво искате да добавите?
library-new-practice = Какво направихте, какво се получи и какво не.
library-new-handbook = По-дълъг текст с глави за четене и печат: наръчник, насоки.
library-new-deck = Карти с лице и гръб за игра в браузъра или за печат.
library-new-collection = Практики, ресурси и страници, които вървят заедно, всяка с кратко пояснение.
library-new-resource = Файл или адрес: насоки, видео, образец, набор от данни, връзка.
resources-list-title = Библиотека
resources-list-title-for = Библиотека: „{ $q }“
resources-list-lead = Наръчници, видеа, образци и данни, които други градове са създали за работата си и споделят.
resources-list-describe = Добавете ресурс
resources-list-search = Търсене в библиотеката
resources-count = { $n ->
    [0] Няма ресурси
    [one] { $n } ресурс
   *[other] { $n } ресурса
}
resources-show = { $n ->
    [0] Приложете филтрите
    [one] Покажете { $n } ресурс
   *[other] Покажете { $n } ресурса
}
resources-next = Следващи ресурси
resources-empty-title = Нито един ресурс не отговаря на избраното
resources-none-title = В библиотеката още няма нищо
resources-none-text = Първият ресурс може да е Вашият. Стигат заглавие, две изречения и файл или адрес.
resources-new-title = Нов ресурс
resources-new-page = Нов ресурс, стъпка { $n } от { $of }
resources-edit-title = Редактиране на ресурс
resources-step-promise-hint = Заглавието и резюмето са това, което другите виждат в списъка. Останалото ще попълните на следващите стъпки.
resources-step-facts-hint = По тези полета другите намират ресурса и преценяват дали им подхожда.
resources-draft-untitled = Ресурс без заглавие
resources-translate-title = Превод на ресурс
resources-history-title = История на ресурса
resources-step-promise = Заглавие и резюме
resources-title = Заглавие
    .hint = Какво представлява, с няколко думи. Например „Заявление до обществения посредник на два езика“.
resources-summary = Резюме
    .hint = Едно-две изречения: за какво служи и за кого. По него хората решават дали да го отворят.
resources-ask-meta = Тук отговарят авторите и колегите, които вече са го използвали
resources-alike = Подобни ресурси

# Кой освен автора може да променя текста.
writers-title = Съавтори
writers-lead = Тези хора могат да променят текста, файловете и езиковите версии. Само авторът може да го оттегли и да определи кой още пише. Читателите тук и в другите градове виждат имената на онези, които са се съгласили.
writers-author = автор
writers-handle = Кого искате да добавите?
writers-handle-hint = Име или кратко име на лице с профил на този сървър, например @elena_markova. Докато пишете, се предлагат имена.
writers-add = Добавете
writers-remove = Премахнете
writers-leave = Отказ от съавторство
writers-back = Обратно към текста
writers-named = името се вижда от читателите
writers-unnamed = името не се вижда от читателите
writers-agree = Посочете ме като автор
writers-disagree = Не посочвайте името ми
writers-done-named = Читателите вече виждат Вашето име.
writers-done-unnamed = Читателите вече не виждат Вашето име.
writers-done-added = Съавторът е добавен и уведомен.
writers-done-removed = Съавторът е премахнат.
