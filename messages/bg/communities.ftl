# Практически общности: списъци, създаване, страници, дискусии, членове, модериране.

communities = Общности
    .hint = Тук се срещат хора с една и съща задача: въпроси, решения, практики.
communities-create = Общност
    .hint = Място за хора от различни градове, които работят по едно и също.
communities-create-discussion = Дискусия
    .hint = Въпрос, разговор или решение в една от Вашите общности.
communities-title = Практически общности
communities-intro = Хора и градове, които работят по една задача. Четете публичното; присъединете се, за да питате и отговаряте.
communities-mine = Вашите общности
communities-all = Всички общности
communities-found = Създайте общност
communities-filter = Филтър
communities-filter-text = Думи в името или целта
communities-filter-sector = Сектор
communities-filter-sector-any = Всички сектори
communities-filter-language = Работен език
communities-filter-language-any = Всички езици
communities-filter-sort = Подреждане
communities-filter-sort-active = последна активност
communities-filter-sort-new = най-нови
communities-filter-sort-name = по име
communities-filter-show = Покажете
communities-filter-clear = Изчистете филтъра
communities-empty = Тук още няма общности.
communities-empty-hint = Създайте първата: за начало стигат име и едно изречение за целта ѝ.
communities-empty-visitor = Когато бъде създадена общност, ще я видите тук.
communities-none = Няма общност, която да отговаря на филтъра.
communities-none-hint = Опитайте с по-малко думи или с друг сектор, или разгледайте всички общности.
communities-all-mine = Членувате във всички общности, които има тук.
communities-members = { $n ->
    [one] { $n } член
   *[other] { $n } членове
}
communities-discussions = { $n ->
    [0] още няма дискусии
    [one] { $n } дискусия
   *[other] { $n } дискусии
}
communities-practices = { $n ->
    [0] още няма практики
    [one] { $n } практика
   *[other] { $n } практики
}
communities-last-activity = последна активност
communities-unread = Ново
communities-requests-waiting = { $n ->
    [one] { $n } молба за членство Ви чака
   *[other] { $n } молби за членство Ви чакат
}
communities-illustrative = Примерна

# Какъв е човек в общността.
communities-standing-member = Членувате
communities-standing-facilitator = Водите я
communities-standing-requested = Чака одобрение
communities-standing-invited = Поканени сте
communities-standing-banned = Не можете да участвате

# Как се влиза, кой чете.
communities-join-policy-open = Отворена
    .hint = Всеки с профил се присъединява веднага.
communities-join-policy-approval = С одобрение
    .hint = Човек подава молба, а водещ решава. Може да се напише защо искате да участвате.
communities-join-policy-invitation = С покана
    .hint = Само хора, които водещ е поканил. На страницата на общността пише към кого да се обърнете.
communities-join-policy-line-open = Всеки може да се присъедини
communities-join-policy-line-approval = Новите членове се одобряват от водещ
communities-join-policy-line-invitation = Влиза се с покана
communities-visibility-public = Публична
    .hint = Четат всички, и без профил, и в другите градове. Пишат само членовете.
communities-visibility-members = Само за членове
    .hint = Името и целта виждат всички. Дискусиите, практиките и списъкът на членовете са само за членовете, където и да са те.
communities-visibility-local = Само на този сървър
    .hint = За нея научават само хора с профил тук, а я четат само членовете. Нищо не напуска този сървър.
communities-visibility-line-public = Четат я всички
communities-visibility-line-members = Четат я само членовете
communities-visibility-line-local = Четат я само членовете на този сървър

# Създаване и промяна.
communities-new-title = Нова общност
communities-new-intro = Вие ставате неин водещ. Щом бъде създадена, можете да поканите и други да водят заедно с Вас.
communities-form-in = На език: { $language }
communities-form-texts-hint = Един език е достатъчен. Всеки чете на своя език, когато има текст на него.
communities-form-name = Име
    .hint = По какво се работи там, с няколко думи: „Услуги на едно гише“.
communities-form-headline = Цел в едно изречение
    .hint = Показва се в списъка и под името. За кого е и какво ще правят хората заедно?
communities-form-purpose = Подробности
    .hint = По какво ще работите, какво очаквате от членовете, кога се срещате.
communities-form-handle = Кратко име в адреса
    .hint = Последната част от адреса: малки латински букви, цифри и _. По-късно не се променя. Оставете полето празно и ще го съставим от името.
communities-form-sectors = Сектори
    .hint = За какво е общността. По тях хората я намират.
communities-form-languages = Работни езици
    .hint = На кои езици ще пишете тук?
communities-form-join = Как се става член?
communities-form-visibility = Кой може да я чете?
    .hint = Отнася се за всичко в общността и по-късно не може да бъде променено.
communities-form-visibility-fixed = Избрано е при създаването и не може да бъде променено.
communities-form-rules = Правила
    .hint = Какво е добре дошло тук и какво не. На тях се позовават водещите, когато премахват нещо.
communities-form-found = Създайте общността
communities-form-save = Запазете
communities-form-cancel = Отказ
communities-error-not-member = Тук пишат само членовете на общността. Първо се присъединете.
communities-error-choose = Изберете едно от изброените
communities-done-founded = Общността е създадена. Поканете първите членове или започнете дискусия.
communities-done-saved = Промените са запазени.
communities-done-closed = Общността е закрита. Остава достъпна за четене.
communities-settings-title = Настройки: { $name }
communities-settings = Настройки
communities-close-title = Закриване на общността
communities-close-text = Тя остава достъпна за четене, но вече никой не може да се присъединява или да пише в нея. Това е необратимо.
communities-close-confirm = Разбирам, че това е необратимо
communities-close = Закрийте общността
communities-close-error = Отбележете, че искате да закриете общността
communities-closed = Тази общност е закрита
communities-closed-text = Остава достъпна за четене; никой не може да се присъединява или да пише в нея.

# Страницата на общността.
communities-tabs = Раздели на общността
communities-tab-discussions = Дискусии
communities-tab-practices = Практики
communities-tab-members = Членове
communities-tab-about = За общността
communities-topics = Теми
communities-pinned = Закачени
communities-pinned-question = Въпрос
communities-pinned-discussion = Дискусия
communities-pinned-decision = Решение
communities-pinned-practice = Практика
communities-pinned-other = Закачено
communities-facilitators = Водещи
communities-sectors = Сектори
communities-languages = Езици
communities-people = Членове
communities-tools = За водещите
communities-tool-requests = Молби за членство
communities-tool-reports = Сигнали
communities-tool-moderation = Дневник на модерирането
communities-tool-settings = Настройки
communities-join = Присъединете се
communities-ask = Помолете за членство
communities-ask-note = Защо искате да участвате?
    .hint = Едно изречение помага на водещите да решат. Можете да оставите полето празно.
communities-ask-send = Изпратете молбата
communities-ask-title = Молба за членство в „{ $name }“
communities-ask-text = Водещ ще прочете молбата Ви и ще отговори. Ще получите известие.
communities-ask-cancel = Отказ
communities-waiting = Чака одобрение от водещ
communities-waiting-cancel = Оттеглете молбата
communities-accept = Приемете поканата
communities-decline = Откажете
communities-sign-in-to-join = Влезте, за да се присъедините
communities-by-invitation = Влиза се с покана. Пишете на някого от водещите и кажете по какво работите.
communities-banned = Водещ Ви е изключил от тази общност. Ако смятате, че е грешка, пишете на модераторите на сървъра.
communities-leave = Напуснете общността
communities-new-topic = Нова тема
communities-done-joined = Добре дошли! Вече членувате в общността.
communities-done-requested = Молбата Ви е при водещите.
communities-done-request-withdrawn = Молбата Ви е оттеглена.
communities-done-declined = Отказахте поканата.
communities-done-left = Напуснахте общността.
communities-members-only = Само за членове
communities-members-only-text = Написаното тук четат членовете. Вие виждате името и целта.
communities-topics-all = Всички
communities-topics-questions = Въпроси
communities-topics-unanswered = Без отговор
communities-topics-decisions = Решения
communities-topics-sort = Подреждане
communities-topics-sort-active = последен отговор
communities-topics-sort-new = най-нови
communities-topics-show = Покажете
communities-topics-older = По-стари теми
communities-topics-newest = Към най-новите
communities-topics-pages = Страници с теми
communities-topics-total = { $n ->
    [one] общо { $n } тема
   *[other] общо { $n } теми
}
communities-topics-empty = Още няма теми.
communities-topics-empty-hint = Попитайте това, което бихте попитали колега в друг град. Въпрос от две изречения е добро начало.
communities-topics-empty-outside = Членовете още не са започнали.
communities-topics-none = Нищо не отговаря на филтъра.
communities-topics-none-show = Покажете всички теми
communities-topic-replies = { $n ->
    [0] няма отговори
    [one] { $n } отговор
   *[other] { $n } отговора
}
communities-topic-started = начало { $when }
communities-topic-asked = въпрос от { $when }
communities-practices-title = Практики: { $name }
communities-practices-empty = Тази общност още няма практики.
communities-practices-empty-hint = Нещо подейства ли във Вашия град? Опишете го така, че и друг град да може да го направи.
communities-practices-new = Опишете практика
communities-about-title = За общността: { $name }
communities-about-purpose = Цел
communities-about-rules = Правила
communities-about-no-rules = Важат правилата на този сървър.
communities-about-facts = Накратко
communities-about-joining = Членство
communities-about-reading = Четене
communities-about-founded = Създадена на
communities-about-handle = Кратко име
communities-about-other-language = И на език: { $language }

# Дискусии.
discussions-choose-title = Къде искате да започнете дискусия?
discussions-choose-text = Всяка дискусия е в общност; отговарят членовете ѝ.
discussions-choose-none = Още не членувате в общност.
discussions-choose-none-hint = Намерете такава, която работи по Вашата тема, или създайте нова.
discussions-choose-find = Намерете общност
discussions-new-in = Нова тема в „{ $name }“
discussions-edit-title = Редактиране: { $title }
discussions-type = Какво е това?
discussions-type-question = Въпрос
    .hint = Търсите отговор. Когато някой отговор помогне, го отбелязвате като приет.
discussions-type-discussion = Дискусия
    .hint = Искате да чуете опит и мнения.
discussions-type-decision = Решение
    .hint = Записвате за какво се е договорила общността.
discussions-title = Заглавие
    .hint = Както бихте го казали на колега: „Кой плаща устния превод на гишето?“
discussions-body = Текст
    .hint = Какво опитахте, какво Ви е нужно? Не назовавайте хора, за които се грижите. Абзаците се разделят с празен ред; разпознават се **получер текст**, списъци и връзки.
discussions-lang = Език на текста
    .hint = Нужен е на читателите и на търсенето; отбелязва се и за екранните четци.
discussions-publish = Публикувайте
discussions-save = Запазете
discussions-save-draft = Запазете чернова
discussions-preview = Преглед
discussions-preview-heading = Така ще изглежда
discussions-preview-note = Още не е публикувано. Написаното от Вас е по-долу.
discussions-cancel = Отказ
discussions-note = Какво променихте?
    .hint = Един ред за историята.
discussions-seen-public = Ще могат да го четат всички, и в другите градове.
discussions-seen-members = Ще могат да го четат само членовете на общността.
discussions-seen-local = Ще могат да го четат само членовете на общността на този сървър.
discussions-done-published = Темата Ви е публикувана.
discussions-done-draft = Черновата е запазена. Виждате я само Вие.
discussions-done-saved = Промените са запазени.
discussions-drafts = Вашите чернови
discussions-state-question-open = Без отговор
discussions-state-question-answered = Решен
discussions-state-decision = Решение
discussions-state-discussion = Дискусия
discussions-state-draft = Чернова
discussions-state-locked = Затворена
discussions-state-pinned = Закачена
discussions-flag-question-open = Въпрос без отговор
discussions-flag-question-answered = Решен въпрос
discussions-about = В общността
discussions-share = Опитът заслужава практика?
discussions-share-text = Превърнете отговорите в лист, който друг град може да приложи.
discussions-share-link = Опишете практика
discussions-gone = Тази тема вече не е тук
discussions-gone-text = Оттеглил я е авторът ѝ или я е премахнал водещ. Причината за премахване членовете виждат в дневника на модерирането на общността.
discussions-outcome = Какво е решено (за решения)
discussions-removed = Водещ премахна тази тема
discussions-removed-text = Причина: { $reason }

# Членове.
members-title = Членове: { $name }
members-heading = Членове
members-role-facilitator = водещ
members-since = от { $when }
members-tools = Действия
members-you = Вие
members-organisation-kind = организация
members-invite = Покана
members-invite-handle = Кого каните?
    .hint = Име или кратко име, например @elena_markova; за друг сървър @име@адрес. Човекът получава известие и сам решава.
members-invite-send = Изпратете поканата
members-appoint = Направете водещ
members-appoint-title = Да стане ли { $name } водещ?
members-appoint-text = Водещите решават молбите за членство, канят, закачат, затварят и премахват и променят настройките на общността. Вие също оставате водещ.
members-appoint-confirm = Направете водещ
members-step-down = Откажете се от воденето
members-step-down-title = Отказвате ли се от воденето?
members-step-down-text = Оставате член на общността. Друг водещ може отново да Ви избере за водещ.
members-step-down-confirm = Откажете се
members-hand-over = Предайте воденето
members-hand-over-title = Да предадем ли воденето? Поема го { $name }
members-hand-over-text = { $name } поема воденето на Ваше място, а Вие оставате член на общността.
members-hand-over-confirm = Предайте воденето
members-remove = Отстранете
members-remove-title = Да отстраним ли { $name } от общността?
members-remove-text = Човекът може да се присъедини отново по обичайния начин. Написаното остава.
members-remove-confirm = Отстранете
members-ban = Изключете
members-ban-title = Да изключим ли { $name }?
members-ban-text = Човекът не може нито да участва, нито да подава молба, докато не му разрешите. Написаното остава; където е нужно, го премахнете отделно.
members-ban-confirm = Изключете
members-unban = Разрешете отново
members-reason = Причина
    .hint = Вписва се в дневника на модерирането, който четат всички членове.
members-leave-title = Напускате ли „{ $name }“?
members-leave-text = Вече няма да получавате известия. Написаното от Вас остава. Можете да се върнете по обичайния начин.
members-leave-confirm = Напуснете
members-leave-last-title = Вие сте последният водещ
members-leave-last-text = Общността не може да остане без водещ. Предайте воденето на друг член или изберете втори водещ и тогава ще можете да напуснете.
members-leave-last-members = Изберете кой да поеме воденето
members-leave-last-alone = В общността още няма друг човек. Поканете някого или закрийте общността от настройките ѝ.
members-cancel = Отказ
members-done-invited = Поканата е изпратена.
members-done-appointed = Общността вече има още един водещ.
members-done-stepped-down = Вече сте обикновен член.
members-done-handed-over = Общността има нов водещ. Благодарим Ви за труда.
members-done-removed = Членът е отстранен.
members-done-banned = Човекът е изключен.
members-done-unbanned = Човекът отново може да подаде молба.
members-done-approved = Молбата е одобрена.
members-done-refused = Молбата е отклонена.
members-error-reason = Напишете защо

# Молби.
requests-title = Молби за членство: { $name }
requests-empty = Никой не чака.
requests-empty-hint = Молбите се появяват тук и получавате известие за всяка.
requests-approve = Одобрете
requests-refuse = Отклонете
requests-note = „{ $note }“
requests-invited = Поканени, още не са отговорили
requests-banned = Изключени

# Сигнали.
reports-title = Сигнали: { $name }
reports-intro = Тази страница виждат само водещите и модераторите. Решете всеки сигнал; подателят му научава решението.
reports-empty = Няма сигнали.
reports-empty-hint = Когато някой подаде сигнал за текст в общността, той се появява тук.
reports-open = Чака решение
reports-by = Подаден от { $name }, { $when }
reports-about = Автор на текста: { $name }
reports-decide-remove = Премахнете текста
reports-decide-dismiss = Оставете текста
reports-decision = Решението Ви в едно изречение
    .hint = Ако премахнете текста, изречението става публична причина за това.
reports-comment = Отговор в „{ $title }“
reports-untitled = Текст без заглавие
reports-done-removed = Текстът е премахнат, сигналът е приключен.
reports-done-dismissed = Текстът остава, сигналът е приключен.

# Дневник на модерирането.
moderation-title = Дневник на модерирането: { $name }
moderation-intro = Какво са направили тук водещите и модераторите и защо. Четат го всички членове.
moderation-empty = Още нищо не е правено.
moderation-empty-hint = Всяко премахване, затваряне и изключване ще се появи тук с причината.
moderation-when = Кога
moderation-who = Кой
moderation-what = Какво
moderation-why = Защо
moderation-no-reason = без посочена причина
moderation-operator = операторът на сървъра
moderation-a-comment = отговор

communities-tool-instances = Сървъри, които пазят копие
communities-read-by-administrators = Администраторите на { $host } и на всеки сървър с членове технически също могат да я четат.
instances-title = Сървъри, които пазят копие: { $name }
instances-text = Написаното тук само за членове се съхранява на всеки от тези сървъри. Администраторите им технически могат да го четат. Изпратено копие не може със сигурност да бъде върнато.
instances-home = Общността е тук
instances-here = Този сървър, за неговите членове
instances-elsewhere = Кои други сървъри пазят копия, се решава и се вижда на { $host }.
instances-add = Разрешете друг сървър
instances-host = Сървър
    .hint = Хората от него ще могат да поискат членство. Разрешавайте само сървъри, чиито администратори може да четат написаното тук.
instances-add-button = Разрешете
instances-remove = Премахнете
instances-remove-hint = Когато премахнете сървър, хората от него напускат общността и там не се изпраща нищо повече.
instances-done-added = Сървърът е разрешен.
instances-done-removed = Сървърът е премахнат и хората от него напуснаха общността.
members-admit-title = Да приемете ли { $name } и да разрешите { $host }?
members-admit-text = Досега никой от { $host } не участва. Отсега нататък всичко, написано тук само за членове, се изпраща и там, а администраторите на { $host } технически могат да го четат.
members-admit-confirm = Приемете и разрешете

communities-coming-begun = По-ранните разговори се изтеглят.
communities-coming = По-ранните разговори се изтеглят: { $done } от { $total }. Страницата показва полученото досега.
