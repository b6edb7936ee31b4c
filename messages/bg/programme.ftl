# Програми: кандидатури, подбор на двойките, ход и резултати.
application-list = Вашите кандидатури
application-title = Кандидатура: { $title }
application-who = { $applicant } кандидатства пред { $coordinator }
application-state-invited = покана
application-state-received = очаква решение
application-state-accepted = участва
application-state-reserve = в резервния списък
application-state-declined = не участва
application-state-withdrawn = оттеглена
application-state-refused = поканата е отказана
application-role-mentee = Град, който търси помощ
application-role-mentor = Град, който помага
application-banner = Виждат го само служителите на кандидата и на координатора.
application-banner-text = Когато се питат градовете с кого искат да работят, градовете от другата страна виждат името Ви, секторите, етапа, езиците, държавата, населението и началото на написаното от Вас. Администраторите на двата сървъра имат технически достъп.
application-banner-text-coordinator = Когато се питат градовете с кого искат да работят, градовете от другата страна виждат името на кандидата, секторите, етапа, езиците, държавата, населението и началото на написаното от него. Администраторите на двата сървъра имат технически достъп.
application-invitation = Покана за кандидатстване
application-decision = Отговор на координатора
application-match = Ще работи с { $name }
application-match-ended = прекратено
application-grant = малък грант до { $n } €
application-work = Към наставничеството
application-begun = Съвместната работа е започната. Там участват: { $names }. Помолете ги да Ви добавят.
application-begin = Започнете наставничеството
application-wishes = С кого искате да работите
application-wishes-theirs = С кого иска да работи
application-wishes-lead = Посочете с кого най-много искате да работите и с кого не можете. С когото един от Вас не може, не може цялата организация. Избора Ви вижда само координаторът.
application-wishes-none = Още не са посочени предпочитания.
application-declared = Не може да се работи с този град. Това е заявено от: { $names }.
application-declared-text = То важи за цялата Ви организация, докато който го е заявил, не го оттегли.
application-wishes-save = Изпратете предпочитанията
application-said = Кандидатурата
application-edit = Променете
application-once-more = Кандидатствайте отново
application-say = Пишете на другата страна
application-decide = Решение
application-decide-state = Участва ли градът?
application-decide-text = Какво съобщавате на града
application-decide-text-hint = Необходимо е, когато градът не участва.
application-decide-save = Изпратете решението
application-overtaken = Градът промени ролята си или кандидатства отново след решението Ви. Прегледайте кандидатурата и решете отново.
application-reports = Какво е получил координаторът
application-reports-lead = Тези данни идват от наставничеството, защото двата града са подписали това. Нищо друго не се предава.
application-report-with = Работи с
application-withdraw = Оттеглете кандидатурата
application-withdraw-text = Координаторът ще бъде уведомен. До крайния срок можете да кандидатствате отново.
application-withdraw-now = Да, оттегляме я
application-refuse = Откажете поканата
application-refuse-text = Координаторът ще бъде уведомен. Докато програмата приема кандидатури, пак можете да кандидатствате.
application-refuse-now = Да, отказваме я
application-done-withdrawn = Кандидатурата е оттеглена
application-done-refused = Поканата е отказана
application-done-wished = Предпочитанията са изпратени на координатора
application-done-decided = Градът е уведомен
application-error-closed = В момента по тази програма не се кандидатства
application-error-own = Тази програма се координира от самите Вас
application-error-applicant = Това може да направи само кандидатът
application-error-wish = Вече сте посочили друг град на това място. Изберете друго
application-error-round = Желанията вече не могат да се променят
application-error-invited = Този град вече е кандидатствал или е поканен
application-error-changed = Кандидатурата е променена, след като отворихте тази страница. Прегледайте я отново и решете
application-error-state = В момента по тази кандидатура не може да се вземе решение
application-error-matched = Този град вече работи с друг. Първо прекратете двойката.
application-error-reason = Посочете причина
application-error-nobody = Първо трябва да има участващи градове и от двете страни
application-error-pair = Тези два града не могат да работят заедно
application-error-role = Вече работите с друг град в тази роля. Координаторът първо трябва да прекрати двойката.
application-error-full = Един от градовете вече работи с толкова градове, с колкото може
application-error-grant = Посочете цял брой евро от { $least } до { $most }
application-error-grant-least = Посочете цял брой евро, не по-малко от { $least }

# Формулярът.
apply-title = Кандидатстване
apply-begin = Кандидатствайте
apply-lead = Напишете от какво имате нужда или какво можете да дадете. { $name } чете кандидатурата и свързва градовете.
apply-deadline = Крайният срок е { $date }
apply-from = Попълнете формуляра от:
apply-sectors = Сектори
apply-sectors-hint = За какво търсите помощ или с какво можете да помогнете.
apply-private = Кандидатурата виждат само служителите на Вашата организация и на координатора. Когато се питат градовете с кого искат да работят, градовете от другата страна виждат името Ви, секторите, етапа, езиците, държавата, населението и началото на написаното тук.
apply-send = Изпратете кандидатурата
application-change = Промяна на кандидатурата
application-sent = От името на { $name } вече е изпратена кандидатура. Каквото промените тук, се променя в нея.
application-see = Към кандидатурата
application-save = Изпратете промените
apply-done = Кандидатурата е изпратена. За всяка следваща стъпка ще научите тук.
application-section-need = За какво става дума
application-section-facts = Как можете да работите
application-role = В каква роля кандидатствате?
application-role-short = Роля
application-need = Какво искате да постигнете или какво можете да дадете?
application-need-short = За какво става дума
application-need-hint = Един истински проблем или един истински опит, с Ваши думи.
application-tried = Какво опитахте досега?
application-tried-short = Какво е опитано
application-team = Кой би участвал?
application-team-short = Екип
application-team-hint = Длъжности, не имена: например двама социални работници и началникът на отдела.
application-stages = На кой етап?
application-stages-short = Етапи на политиката
application-stages-hint = Етапът, на който сте или на който можете да помогнете.
application-stages-needs-analysis = анализ на нуждите
application-stages-design = разработване
application-stages-adoption = приемане
application-stages-implementation = изпълнение
application-stages-monitoring = наблюдение
application-stages-evaluation = оценка
application-interpreter = Можем да осигурим преводач
application-interpreter-short = Осигурен преводач
application-population = Население
application-population-under-20k = под 20 000
application-population-20k-50k = 20 000 – 50 000
application-population-50k-200k = 50 000 – 200 000
application-population-200k-500k = 200 000 – 500 000
application-population-500k-1m = 500 000 – 1 милион
application-population-over-1m = над 1 милион
application-population-region = цяла област
application-capacity = На колко града можете да помагате едновременно?
application-capacity-short = Градове едновременно
application-capacity-hint = Само за тези, които помагат; ако е празно, се смята за един.

# Желания.
wish-none = без предпочитание
wish-1 = първо предпочитание
wish-2 = второ предпочитание
wish-3 = трето предпочитание
wish-conflict = не можем да работим заедно
wish-choice = Искате ли да работите с { $name }?
wish-worked = Вече сме работили заедно

# Подбор на двойките.
matching-title = Подбор на двойките
matching-lead = Тези двойки заедно събират най-много точки по тежестите на програмата. Това са предложения: решавате Вие, а двата града виждат мотивите.
matching-none = Няма участник без двойка.
matching-pair = { $mentee } се учи от { $mentor }
matching-sum = { $percent } % · { $points } от { $most } точки
matching-why = Защо точно тези два
matching-criterion = Критерий
matching-found = Какво е установено
matching-share = Съвпадение
matching-weight = Тежест
matching-points = Точки
matching-decide = Свържете ги
matching-grant = Малък грант в евро
matching-grant-limits = От { $least } до { $most } евро
matching-others = Други градове, които биха помогнали
matching-alone = За { $name } няма кого да предложим
programme-met-last = последна на { $date }
programme-met-next = следваща на { $date }
matching-full = Всички, които помагат, са заети.
matching-wished = { $name } посочи този град: { $wish }
matching-conflicts = Заявено е, че не могат да работят заедно
matching-conflicts-lead = Тези двойки не се предлагат и не могат да бъдат свързани, докато заявеното не бъде оттеглено.
matching-declared = { $city } не може да работи с { $with }.
matching-declared-by = { $city } не може да работи с { $with }. Заявено от: { $names }.
matching-not-with = { $name } (не може с: { $others })
matching-own = Друга двойка
matching-own-lead = Вие може да знаете повече от критериите. Не се свързват само градове, които са заявили, че не могат да работят заедно.
matching-mentee = Град, който търси помощ
matching-mentor = Град, който помага
matching-choose = Изберете град
matching-weights = Какво колко тежи
matching-weights-edit = Променете тежестите в програмата
matching-sector = Общи сектори
matching-stage = Етап на политиката
matching-language = Общи езици
matching-size = Население
matching-legal-system = Правна система
matching-availability = Време и начин
matching-earlier-work = Предишна съвместна работа
matching-preference = Предпочитания
matching-nothing = нищо общо
matching-interpreter = само с преводач
matching-size-alike = с еднакво население
matching-size-near = с близко население
matching-size-far = с много различно население
matching-size-unknown = не е известно
matching-law-same-country = една и съща държава
matching-law-same-tradition = сходна традиция на местното самоуправление
matching-law-other-tradition = друга традиция на местното самоуправление
matching-law-unknown = не е известно
matching-earlier-work-no = няма данни
matching-earlier-work-little = малко
matching-earlier-work-some = донякъде
matching-earlier-work-yes = вече са работили заедно
matching-preference-no = никой не е посочил другия
matching-preference-open = двата града не са посочили предпочитания
matching-preference-mentor = иска само градът, който помага; другият е посочил други
matching-preference-mentor-open = иска градът, който помага; другият не е посочил предпочитания
matching-preference-mentee = иска само градът, който търси помощ; другият е посочил други
matching-preference-mentee-open = иска градът, който търси помощ; другият не е посочил предпочитания
matching-preference-some = и двете страни искат
matching-preference-yes = първо предпочитание и на двете страни
matching-bar-same = Това е един и същ град
matching-bar-conflict = Единият град е заявил, че не може да работи с другия
matching-bar-language = Нямат общ език и преводач
matching-bar-sector = Нямат общ сектор
matching-bar-time = Нямат време през един и същи месец

# Ход на програмата.
programme-list = Програми, които координирате
programme-coordinate = Координирайте
programme-public = Програмата, както я виждат всички
programme-by = координатор: { $name }
programme-of = { $n } от { $of }
programme-euros = { $n } €
programme-banner = Виждат го само служителите на координатора.
programme-banner-text = За всяко наставничество получавате етап, дати, часове, удовлетвореност и просрочени действия, защото двата града са подписали това. Каквото си пишат, остава при тях.
programme-tasks = Какво Ви очаква
programme-task-decide = { $n ->
    [one] { $n } кандидатура очаква решение
   *[other] { $n } кандидатури очакват решение
}
programme-task-match = { $n ->
    [one] { $n } град още няма наставник
   *[other] { $n } града още нямат наставник
}
programme-task-wishes = { $n ->
    [one] { $n } град не е посочил предпочитания
   *[other] { $n } града не са посочили предпочитания
}
programme-task-unsigned = { $n ->
    [one] { $n } двойка още няма споразумение
   *[other] { $n } двойки още нямат споразумение
}
programme-task-incomplete = { $n ->
    [one] { $n } двойка е записана само при единия град
   *[other] { $n } двойки са записани само при единия град
}
programme-task-quiet = { $n ->
    [one] { $n } двойка не се е срещала от два месеца
   *[other] { $n } двойки не са се срещали от два месеца
}
programme-task-overdue = { $n ->
    [one] { $n } двойка има просрочени действия
   *[other] { $n } двойки имат просрочени действия
}
programme-figure-mentees = Търсят помощ
programme-figure-mentors = Помагат
programme-figure-pairs = Двойки
programme-figure-working = В работа
programme-figure-closed = Приключили
programme-figure-left = Прекратени
programme-figure-meetings = Проведени срещи
programme-figure-hours = Часове
programme-figure-satisfaction = Оценка от 5
programme-figure-grants = Малки грантове
programme-pairs = Двойки
programme-pair = Двойка
programme-no-pairs = Все още няма двойки.
programme-state = Етап
programme-starts = Начало
programme-ends = Край
programme-last = Последна среща
programme-next = Следваща среща
programme-overdue = Просрочени задачи
programme-grant = Грант в евро
programme-invited = Поканен град
programme-quiet = отдавна без среща
programme-with = с { $name }
programme-wished = посочи предпочитания
programme-incomplete = записана само при единия град
programme-finish = Уведомете и другия град
programme-part = Прекратете двойката
programme-part-text = Двата града ще бъдат уведомени. Каквото са си писали, остава при тях.
programme-part-now = Да, прекратявам
programme-applications = Кандидатури и покани
programme-no-applications = Все още няма кандидатури. Поканете градове или изчакайте да намерят програмата.
programme-round-text = Попитайте всички участници с кого искат да работят. Те виждат градовете от другата страна.
programme-round-begin = Попитайте за предпочитанията
programme-round-open = Градовете могат да посочат с кого искат да работят. Ако междувременно са включени и други, покажете и тях.
programme-round-again = Покажете и новите градове
programme-asking = { $n ->
    [one] Градовете се уведомяват. Остава { $n } град.
   *[other] Градовете се уведомяват. Остават { $n } града.
}
programme-unasked = { $n ->
    [one] { $n } участващ град още не е попитан.
   *[other] { $n } участващи града още не са попитани.
}
programme-round-end = Приключете посочването на предпочитания
programme-invite = Поканете град
programme-invite-with = Градът
programme-invite-with-hint = Изберете организация от списъка или напишете името ѝ. Ако я няма в него, напишете нейния адрес или адреса на неин служител, на който и да е сървър, например @utrecht@bridges.example.
programme-invite-text = Какво пишете
programme-invite-send = Изпратете поканата
programme-done-invited = Поканата е изпратена
programme-done-asked = Към градовете се изпраща покана да посочат предпочитанията си
programme-done-ended = Желанията вече не могат да се променят
programme-done-paired = Двата града са уведомени
programme-done-parted = Двата града са уведомени
programme-report = Отчет
programme-download = Изтеглете данните:
programme-print = Отчет за печат
programme-print-text = Страницата може да се отпечата така, както е: менютата не се отпечатват.
programme-report-lead = Какво е постигнато по програмата досега.
programme-report-made = към { $date }
programme-report-source = Данните са от отчетите на самите градове, както са подписали. Техни текстове не са използвани.
programme-back = Към програмата
programme-sectors = Сектори на участниците
programme-countries = Държави на участниците
programme-satisfied-mentee = Удовлетвореност на подкрепяните градове
programme-satisfied-mentor = Удовлетвореност на наставниците
workspace-stage-matched = свързани
workspace-stage-proposed = без споразумение
workspace-stage-working = в работа
workspace-stage-feedback = дадена е оценка
workspace-stage-closed = приключило
workspace-stage-left = прекратено

# За какво се известява.
notification-application-received = { $who } кандидатства по „{ $title }“
notification-application-invited = { $who } Ви кани да кандидатствате по „{ $title }“
notification-application-withdrawn = { $who } оттегли кандидатурата си по „{ $title }“
notification-application-refused = { $who } отказа поканата за „{ $title }“
notification-application-decided = Има решение по кандидатурата Ви по „{ $title }“
notification-application-matched = „{ $title }“: вече имате с кого да работите
notification-application-parted = „{ $title }“: координаторът прекрати двойката Ви с другия град
notification-application-round = „{ $title }“: с кого искате да работите?
notification-application-wished = { $who } посочи с кого иска да работи по „{ $title }“
notification-application-message = { $who } писа по кандидатурата за „{ $title }“

# На началната страница.
home-mentoring = Наставничеството Ви очаква
home-answer = Заявка за помощ очаква отговор
application-list-closed = Приключили
application-late = срокът изтече, без да сте кандидатствали
