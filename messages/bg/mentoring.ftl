# Наставничество: предложения, заявки и програми. Каквото липсва тук, страниците им казват с думите на библиотеката.

mentoring-menu = Наставничество
mentoring-create-offer = Предложение за наставничество
    .hint = Какво умеете и как можете да помогнете на друг град.
mentoring-create-request = Заявка за наставничество
    .hint = Какво Ви предстои и за какво търсите помощ.
mentoring-create-programme = Програма за наставничество
    .hint = За координатори: правила и срокове, по които се свързват градовете.

# Рафтът.
mentoring-shelf-list-title = Наставничество
mentoring-shelf-list-title-for = Наставничество: „{ $q }“
mentoring-shelf-list-lead = Градове, които предлагат помощ от собствен опит, градове, които я търсят, и програми, които ги свързват.
mentoring-shelf-list-describe = Предложете или поискайте наставничество
mentoring-shelf-list-search = Търсене в предложенията, заявките и програмите
mentoring-shelf-count = { $n ->
    [0] Няма предложения, заявки или програми
    [one] { $n } публикация
   *[other] { $n } публикации
}
mentoring-shelf-show = { $n ->
    [0] Приложете филтрите
    [one] Покажете { $n } публикация
   *[other] Покажете { $n } публикации
}
mentoring-shelf-next = Следващи публикации
mentoring-shelf-empty-title = Нито едно предложение, заявка или програма не отговаря на избраното
mentoring-shelf-empty-ask-text = Може би някой град го умее, но още не е предложил помощта си.
mentoring-shelf-none-title = Още никой не е предложил или поискал наставничество
mentoring-shelf-none-text = Предложете онова, което умеете, или напишете за какво търсите помощ. Стигат заглавие, две изречения и няколко отметки.
mentoring-shelf-new-title = Ново в наставничеството
mentoring-shelf-new-mentoring-offer = Вече сте го направили и можете да помогнете на друг град.
mentoring-shelf-new-mentoring-request = Предстои Ви и търсите град, който вече го е направил.
mentoring-shelf-new-mentoring-programme = Вие координирате и свързвате градове по обявени правила.
mentoring-shelf-step-promise = Заглавие и текст
mentoring-shelf-step-promise-hint = Заглавието и резюмето са това, което другите виждат в списъка. Останалото кажете в текста.
mentoring-shelf-table-import-link = Внесете предложения, заявки или програми от таблица
mentoring-shelf-table-import-title = Внасяне на предложения, заявки или програми от таблица

# Общото за предложения и заявки.
mentoring-stage = Етап на политиката
mentoring-stage-hint = За коя част от работата е помощта.
mentoring-stage-needs-analysis = анализ на нуждите
mentoring-stage-design = разработване
mentoring-stage-adoption = приемане
mentoring-stage-implementation = изпълнение
mentoring-stage-monitoring = наблюдение
mentoring-stage-evaluation = оценка
mentoring-form = Как се провежда
mentoring-form-hint = Отбележете всичко, което Ви подхожда.
mentoring-form-visit = посещение на място
mentoring-form-online = онлайн срещи
mentoring-form-documents = преглед на документи
mentoring-form-question = отговори на въпроси
mentoring-language = Работни езици
mentoring-language-hint = Езиците, на които можете да работите с другия град.
mentoring-country = Държава
mentoring-country-hint = Държавата на Вашия град или организация.
mentoring-from = Възможно от
mentoring-from-hint = Ден или само месец, или година.
mentoring-until = Възможно до
mentoring-until-hint = Оставете празно, ако не се вижда край.

# Предложения.
kind-mentoring-offer = Предложение за наставничество
mentoring-offer-section-facts = Основни данни
mentoring-offer-section-time = Време и места
mentoring-offer-section-conditions = Условия
mentoring-offer-step-facts = Основни данни
mentoring-offer-step-facts-hint = По тези полета градовете преценяват дали можете да им помогнете, а координаторът подбира двойките.
mentoring-offer-step-time = Време и условия
mentoring-offer-step-time-hint = Скромно предложение, което се изпълнява, струва повече от голямо. Можете да го промените по всяко време.
mentoring-offer-population = За градове с какво население?
mentoring-offer-population-short = Население на града
mentoring-offer-population-hint = Оставете празно, ако населението няма значение.
mentoring-offer-population-under-20k = до 20 000
mentoring-offer-population-20k-50k = 20 000 – 50 000
mentoring-offer-population-50k-200k = 50 000 – 200 000
mentoring-offer-population-200k-500k = 200 000 – 500 000
mentoring-offer-population-500k-1m = 500 000 – 1 милион
mentoring-offer-population-over-1m = над 1 милион
mentoring-offer-population-region = цяла област
mentoring-offer-reach = Къде може да е другият град?
mentoring-offer-reach-short = Предлага се на градове
mentoring-offer-reach-hint = Ако са важни законите на държавата Ви, изберете само нея.
mentoring-offer-reach-anywhere = навсякъде
mentoring-offer-reach-same-country = в същата държава
mentoring-offer-availability = Приемате ли нови градове?
mentoring-offer-availability-short = Свободни места
mentoring-offer-availability-hint = Променете го, когато местата се запълнят: другите планират по него.
mentoring-offer-availability-open = приема нови градове
mentoring-offer-availability-full = засега без свободни места
mentoring-offer-availability-closed = предложението е закрито
mentoring-offer-capacity = Градове едновременно
mentoring-offer-capacity-hint = На колко града можете да помагате по едно и също време, от 1 до 20.
mentoring-offer-hours = Време на месец
mentoring-offer-hours-hint = Колко часа месечно можете да отделите за един град, от 1 до 80.
mentoring-offer-conditions = Какво Ви е нужно от другата страна?
mentoring-offer-conditions-short = Условия
mentoring-offer-conditions-hint = Например кой плаща пътуването, кой трябва да присъства, какво искате да прочетете предварително.

mentoring-offer-new-title = Ново предложение за наставничество
mentoring-offer-new-page = Ново предложение за наставничество, стъпка { $n } от { $of }
mentoring-offer-edit-title = Редактиране на предложението
mentoring-offer-draft-untitled = Предложение без заглавие
mentoring-offer-translate-title = Превод на предложение
mentoring-offer-history-title = История на предложението
mentoring-offer-title = Заглавие
    .hint = С какво можете да помогнете, в едно изречение. Например „Как открихме едно гише за новодошлите“.
mentoring-offer-summary = Резюме
    .hint = Две-три изречения: какво сте направили и какво ще получи от Вас другият град.
mentoring-offer-body = Какво предлагате?
    .hint = Какъв опит имате, кой от Вашите хора ще участва, как бихте работили заедно.
mentoring-offer-alike = Подобни предложения
mentoring-offer-ask-meta = Тук отговаря този, който предлага помощта
mentoring-offer-done-published = Предложението е публикувано. Вече го виждат градовете, които търсят помощ.

# Заявки.
kind-mentoring-request = Заявка за наставничество
mentoring-request-section-facts = Основни данни
mentoring-request-section-time = Срок
mentoring-request-section-tried = Какво е опитано
mentoring-request-step-facts = Основни данни
mentoring-request-step-facts-hint = По тези полета градовете преценяват дали могат да Ви помогнат, а координаторът подбира двойките.
mentoring-request-step-time = Срок и опитано досега
mentoring-request-step-time-hint = Който иска да помогне, пита най-напред докога и какво вече има.
mentoring-request-interpreter = Можем да осигурим преводач
mentoring-request-interpreter-short = Осигурен преводач
mentoring-request-interpreter-hint = Така могат да Ви помогнат и градове, с които нямате общ език.
mentoring-request-population = Население на града Ви
mentoring-request-population-short = Население на града
mentoring-request-population-hint = Опитът се пренася най-лесно от град с подобно население.
mentoring-request-population-under-20k = до 20 000
mentoring-request-population-20k-50k = 20 000 – 50 000
mentoring-request-population-50k-200k = 50 000 – 200 000
mentoring-request-population-200k-500k = 200 000 – 500 000
mentoring-request-population-500k-1m = 500 000 – 1 милион
mentoring-request-population-over-1m = над 1 милион
mentoring-request-population-region = цяла област
mentoring-request-need = Търсите ли още?
mentoring-request-need-short = Състояние на заявката
mentoring-request-need-hint = Променете го, когато намерите наставник, за да не Ви предлагат напразно.
mentoring-request-need-open = търси наставник
mentoring-request-need-matched = намерен наставник
mentoring-request-need-closed = заявката е закрита
mentoring-request-tried = Какво сте опитали?
mentoring-request-tried-short = Какво е опитано
mentoring-request-tried-hint = Какво се получи и какво не, за да не Ви съветват да го правите отново.

mentoring-request-new-title = Нова заявка за наставничество
mentoring-request-new-page = Нова заявка за наставничество, стъпка { $n } от { $of }
mentoring-request-edit-title = Редактиране на заявката
mentoring-request-draft-untitled = Заявка без заглавие
mentoring-request-translate-title = Превод на заявка
mentoring-request-history-title = История на заявката
mentoring-request-title = Заглавие
    .hint = За какво търсите помощ, в едно изречение. Например „Готвим първата си стратегия за интеграция“.
mentoring-request-summary = Резюме
    .hint = Две-три изречения: какво Ви предстои и какво очаквате от другия град.
mentoring-request-body = За какво Ви е нужна помощ?
    .hint = Докъде сте стигнали, какво трябва да се реши, кой от Вашите хора ще участва.
mentoring-request-alike = Подобни заявки
mentoring-request-ask-meta = Тук отговаря този, който търси помощта
mentoring-request-done-published = Заявката е публикувана. Вече я виждат градовете, които могат да помогнат.

# Програми.
kind-mentoring-programme = Програма за наставничество
mentoring-programme-section-facts = Основни данни
mentoring-programme-section-rules = Условия и правила
mentoring-programme-section-weights = Какво се отчита при подбора
mentoring-programme-step-facts = Основни данни
mentoring-programme-step-facts-hint = Срокове, места и средства. Каквото още не се знае, може да се добави по-късно.
mentoring-programme-step-rules = Условия и правила
mentoring-programme-step-rules-hint = По тези правила градовете решават дали да кандидатстват, а Вие – кого да включите.
mentoring-programme-step-weights = Тежести
mentoring-programme-step-weights-hint = От 0 (не се отчита) до 10. Празните полета се отчитат с обичайната си тежест. Тежестите се виждат от всички.
mentoring-programme-stand = Докъде е стигнала програмата?
mentoring-programme-stand-short = Етап на програмата
mentoring-programme-stand-hint = Променяйте го на всеки етап.
mentoring-programme-stand-planned = предстои
mentoring-programme-stand-open = приема кандидатури
mentoring-programme-stand-matching = подбират се двойките
mentoring-programme-stand-running = изпълнява се
mentoring-programme-stand-closed = програмата е приключила
mentoring-programme-opens = Начало на кандидатстването
mentoring-programme-opens-hint = Първият ден, в който градовете могат да кандидатстват.
mentoring-programme-deadline = Краен срок за кандидатстване
mentoring-programme-deadline-hint = Последният ден, в който градовете могат да кандидатстват.
mentoring-programme-period-start = Начало на наставничеството
mentoring-programme-period-start-hint = Ден или само месец, или година.
mentoring-programme-period-end = Край на наставничеството
mentoring-programme-period-end-hint = Ден или само месец, или година.
mentoring-programme-capacity = Брой двойки
mentoring-programme-capacity-hint = Колко двойки градове могат да участват, от 1 до 200.
mentoring-programme-grant-min = Най-малка безвъзмездна помощ
mentoring-programme-grant-min-hint = В цели евро за една двойка. Оставете празно, ако не се отпускат средства.
mentoring-programme-grant-max = Най-голяма безвъзмездна помощ
mentoring-programme-grant-max-hint = В цели евро за една двойка.
mentoring-programme-countries = Държави
mentoring-programme-countries-hint = Държавите, от които може да се кандидатства, отделени със запетая.
mentoring-programme-eligibility = Кой може да кандидатства?
mentoring-programme-eligibility-short = Кой може да кандидатства
mentoring-programme-eligibility-hint = Кои градове и организации и на какви условия трябва да отговарят.
mentoring-programme-rules = Правила
mentoring-programme-rules-hint = Как се подбират двойките, какво обещават, какви разходи се покриват, как се излиза от програмата.
mentoring-programme-weight-sector = Тежест на общите сектори
mentoring-programme-weight-sector-hint = Дали наставникът познава секторите от заявката.
mentoring-programme-weight-stage = Тежест на етапа
mentoring-programme-weight-stage-hint = Дали наставникът помага на етапа, на който е другият град.
mentoring-programme-weight-language = Тежест на общите езици
mentoring-programme-weight-language-hint = Дали могат да работят без преводач.
mentoring-programme-weight-size = Тежест на населението
mentoring-programme-weight-size-hint = Дали градовете са с подобно население.
mentoring-programme-weight-legal-system = Тежест на правната система
mentoring-programme-weight-legal-system-hint = Дали правото на двата града е от една традиция.
mentoring-programme-weight-availability = Тежест на времето и начина
mentoring-programme-weight-availability-hint = Дали имат общо време и искат да работят по един и същи начин.
mentoring-programme-weight-earlier-work = Тежест на предишната работа
mentoring-programme-weight-earlier-work-hint = Дали вече са работили заедно.
mentoring-programme-weight-preference = Тежест на желанията
mentoring-programme-weight-preference-hint = Дали са се посочили взаимно.

mentoring-programme-new-title = Нова програма за наставничество
mentoring-programme-new-page = Нова програма за наставничество, стъпка { $n } от { $of }
mentoring-programme-edit-title = Редактиране на програмата
mentoring-programme-draft-untitled = Програма без заглавие
mentoring-programme-translate-title = Превод на програма
mentoring-programme-history-title = История на програмата
mentoring-programme-title = Заглавие
    .hint = Името, под което се обявява, с годината.
mentoring-programme-summary = Резюме
    .hint = Две-три изречения: за кого е, на каква тема и какво ще получат градовете.
mentoring-programme-body = Описание
    .hint = За какво е, как протича, кой я координира и кого да попитат.
mentoring-programme-alike = Подобни програми
mentoring-programme-ask-meta = Тук отговарят координаторите
mentoring-programme-done-published = Програмата е публикувана. Градовете вече могат да прочетат правилата ѝ.

mentoring-error-period = Краят е преди началото. Проверете двете дати
mentoring-error-deadline = Крайният срок е преди началото на кандидатстването. Проверете двете дати
mentoring-error-grant = Най-голямата помощ е по-малка от най-малката. Проверете двете суми
