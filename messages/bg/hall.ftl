### Голямата зала: начало, търсене, профили, настройки, хора, организации, за сървъра, управление.

## Меню

menu-people = Хора
menu-organisations = Организации
menu-about = За сървъра
menu-accessibility = Декларация за достъпност
menu-privacy = Лични данни
menu-software = Отворен код и версия
menu-rules = Правила на къщата
menu-settings = Настройки
menu-bookmarks = Запазени

## Общи за няколко страници

hall-email = Електронна поща
hall-password = Парола
hall-more = Покажете още
hall-see-all = Всички
hall-show = Покажете
hall-cancel = Отказ
hall-save = Запазете
hall-copy = Копирайте
hall-choose = Изберете
hall-none = Не е посочено
hall-any = Всички
hall-languages = Езици
hall-sectors = Сектори
# Поле, което се пита на няколко езика: „Име (български)“.
hall-label-in = { $label } ({ $lang })
hall-back = Назад
hall-error-confirm = Отбележете полето, за да потвърдите
hall-link-once = Връзката се показва само сега. Копирайте я и я изпратете на човека.

## Начало за влезлия читател

home-title = Начало
# $name е малкото име.
home-morning = Добро утро, { $name }
home-day = Добър ден, { $name }
home-evening = Добър вечер, { $name }
home-waiting = { $n ->
    [0] Нищо не Ви чака
    [one] Едно нещо Ви чака
   *[other] { $n } неща Ви чакат
}
home-needs = Чака Вас
home-needs-all = Всички известия
home-needs-empty = Всичко е прочетено. Тук ще се появят нови отговори, молби и решения.
home-ask = Попитайте мрежата
home-ask-hint = Опишете задачата с едно изречение. Първо ще видите практики и хора, които вече са я решавали; едва след това решавате дали да публикувате въпрос.
home-ask-label = Вашият въпрос
home-ask-placeholder = напр. Как да осигурим превод на гишето в малък град?
home-ask-button = Потърсете
home-new = Ново в общностите Ви
home-new-empty-title = В общностите Ви още нищо не се е случило
home-new-empty = Задайте първия въпрос или опишете какво правите; колегите Ви ще го видят тук.
home-new-none-title = Още не сте в общност
home-new-none = В общностите хора с една и съща задача си помагат. Включете се в някоя и новините от нея ще се появят тук.
home-communities = Моите общности
home-communities-find = Намерете общност
home-requests = { $n ->
    [one] една молба за членство
   *[other] { $n } молби за членство
}
home-unread = Ново
home-steps = Първи стъпки
# Стъпките от списъка, които са изпълнени.
home-steps-count = { $done } от { $all }
home-steps-progress = Изпълнени са { $done } от { $all } стъпки
home-step-profile = Профил с длъжност, езици и сектори
home-step-community = Първа общност
home-step-bookmark = Запазена практика
home-step-post = Първи въпрос или практика

## Начало за посетителя

home-hero = Какво направи друг град, за да посрещне новодошлите?
home-hero-lead = Експерти от градове и организации описват какво са опитали, какво е проработило и какво не. Четете свободно; профил е нужен само за да се включите.
home-hero-label = Какво търсите?
home-hero-placeholder = напр. признаване на дипломи
home-hero-button = Потърсете
home-doors = За кого е
home-door-city = Работите в община
home-door-city-text = Намерете практика за град като Вашия и питайте колегата, който я е направил.
home-door-city-link = Практики по тема и размер на града
home-door-newcomer = Наскоро сте в града
home-door-newcomer-text = Вижте кои организации помагат, с какво и как да ги намерите. Не е нужна регистрация.
home-door-newcomer-link = Организации и услугите им
home-door-organisation = Вие сте организация
home-door-organisation-text = Включете се в практическа общност и опишете опита си, за да надживее проекта.
home-door-organisation-link = Практически общности
home-practices = Нови практики
home-practices-all = Всички практики
home-practices-empty = Тук още не е описана практика.
home-public-communities = Общности
home-public-communities-all = Всички общности
home-public-communities-empty = Тук още не е открита общност.
home-members = { $n ->
    [one] един член
   *[other] { $n } членове
}
home-join = Вашият град още го няма?
home-join-text = Всеки град или организация поддържа собствен сървър и остава господар на данните си. Стига един компютър и час време.
home-join-link = Как да се включите

## Търсене

search-page = Търсене
# $q е търсеното.
search-page-for = Търсене на „{ $q }“
search-label = Какво търсите?
search-placeholder = Думи от практика, въпрос, име
search-button = Потърсете
search-where = Къде да се търси
search-everything = Навсякъде
search-people = Хора
search-communities = Общности
# Колко неща са намерени; броят се най-много 400.
search-found = { $n ->
    [one] Един текст
   *[other] { $n } текста
}
search-start = Търсете в практики, обсъждания, общности, хора и организации.
search-empty = За „{ $q }“ не е намерено нищо
search-empty-text = Опитайте с по-малко или по-общи думи. Ако никой още не е писал за това, попитайте онези, които може би знаят.
search-empty-ask = Попитайте в общност
search-empty-practices = Разгледайте практиките по теми

## Вход

sign-in-page = Вход
sign-in-lead = С електронната поща и паролата на профила Ви в този сървър.
sign-in-button = Влезте
sign-in-no-account = Още нямате профил?
sign-in-sign-up = Регистрирайте се
sign-in-invitation = Профил тук се открива с покана. Пишете на администратора и поискайте такава.
sign-in-forgotten = Забравена парола? Администраторът може да Ви даде връзка, с която да изберете нова.
# $n е броят минути до следващия опит.
sign-in-wait = { $n ->
    [one] Твърде много опити. Опитайте отново след една минута.
   *[other] Твърде много опити. Опитайте отново след { $n } минути.
}
sign-in-to-go-on = Влезте, за да продължите. Ще се върнете на страницата, от която идвате.
signed-in = Влязохте в профила си.
signed-out = Излязохте от профила си.

## Регистрация и покани

sign-up-page = Регистрация
sign-up-lead = За четене не е нужен профил. С него участвате в общности, питате, отговаряте и описвате практики.
sign-up-name = Вашето име
    .hint = Както Ви познават колегите.
sign-up-handle = Кратко име
    .hint = Латински букви, цифри и _. Оставете го празно и ще го съставим от името Ви. После не може да се променя.
sign-up-email = Електронна поща
    .hint = За вход. Никой друг не я вижда.
sign-up-password = Парола
    .hint = Три-четири думи, които не вървят заедно, се помнят лесно и се отгатват трудно.
sign-up-lang = Език на страниците
sign-up-button = Създайте профил
sign-up-have = Вече имате профил?
sign-up-closed = Регистрацията е затворена
sign-up-closed-text = Профилите в този сървър се откриват с покана. Всичко публично можете да четете и без профил.
sign-up-closed-contact = Пишете на { $contact } и поискайте покана.
signed-up = Добре дошли! Профилът Ви е готов.
invitation-page = Поканени сте
# $site е името на сървъра.
invitation-lead = Поканени сте да участвате в { $site }.
invitation-organisation = Ще участвате от името на { $name }.
invitation-community = Ще станете член на общността „{ $name }“.
invitation-role-moderator = Ще бъдете модератор тук.
invitation-role-administrator = Ще бъдете администратор тук.
invitation-expires = Поканата важи до { $date }
invitation-accept = Приемете поканата
invitation-signed-in = Влезли сте като { $name }.
invitation-accepted = Приехте поканата.
invitation-over = Тази покана вече не важи
invitation-over-text = Използвана е, оттеглена е или срокът ѝ е изтекъл. Поискайте нова от човека, който Ви я е изпратил.

## Нова парола по връзка

reset-page = Нова парола
reset-lead = Изберете нова парола. На всички други устройства ще излезете от профила си.
reset-button = Запазете паролата
reset-over = Тази връзка вече не работи
reset-over-text = Вече е използвана или срокът ѝ е изтекъл. Поискайте нова от администратора.
reset-done = Новата парола е запазена и вече сте влезли.

## Първоначална настройка

setup-page = Подгответе сървъра
setup-lead = Тази страница се отваря само веднъж. С нея създавате организацията, на която е сървърът, първия администратор и основните настройки. Всичко освен публичния адрес и кратките имена може да се промени по-късно.
setup-site = Градът или мрежата
setup-name = Име на сървъра
    .hint = Обикновено името на града: стои най-горе на всяка страница и след имената на хората Ви.
setup-organisation = Организацията, която поддържа сървъра
setup-organisation-name = Име на организацията
    .hint = Оставете го празно, ако е същото.
setup-level = Равнище
setup-country = Държава
setup-territory = Територия
    .hint = Общината или областта с думи.
setup-population-band = Население на територията
setup-languages-part = Езици и време
setup-languages = Езици, на които пишете
setup-default-lang = Език, когато за читателя не се знае нищо
setup-timezone = Часова зона
setup-address = Публичен адрес
setup-origin = Адрес на сървъра
    .hint = Например https://guildhall.example.org. Става част от всяка страница и всяко име тук и никога не може да се промени. Ако не сте сигурни, оставете го празен: докато не бъде посочен, сървърът не разговаря с други градове.
setup-administrator = Първият администратор
setup-administrator-name = Вашето име
setup-administrator-handle = Кратко име
    .hint = Латински букви, цифри и _. Оставете го празно и ще го съставим от името Ви. После не може да се променя.
setup-email = Електронна поща
    .hint = За вход. Никой друг не я вижда.
setup-password = Парола
    .hint = Три-четири думи, които не вървят заедно, се помнят лесно и се отгатват трудно.
setup-button = Подгответе сървъра
setup-over = Тази връзка не отваря настройката
setup-over-text = При всяко пускане сървърът изписва нова връзка и предишните спират да работят. Пуснете го отново или попитайте за сегашната връзка човека, който го поддържа.
setup-done = Този сървър вече е подготвен
setup-done-text = Влезте с профила, който беше създаден тогава. Ако никой не може, човекът, който поддържа сървъра, може да създаде администратор с командата „guildhall user“.
setup-done-flash = Сървърът е подготвен и вече сте влезли.

## Настройки

settings-page = Настройки
settings-profile = Профил
settings-account = Вход и език
settings-sessions = Устройства
settings-people = Заглушени и блокирани
settings-profile-lead = Това виждат другите за Вас. Пишете на езиците, на които работите; на читателя се показва този, който разбира.
settings-profile-see = Вижте страницата си
settings-name = Име
settings-headline = Длъжност
    .hint = Какво правите и къде, с няколко думи, например: координатор, отдел „Интеграция“.
settings-bio = За Вас
    .hint = Какво знаете и за какво могат да Ви питат. Можете да пишете **удебелено**, *курсив* и списъци с тире.
settings-sectors = Сектори, които познавате
settings-languages = Езици, които говорите
    .hint = Онези, на които колегите могат да Ви пишат.
settings-organisation = Работите за { $name }
settings-organisation-leave = Вече не работя за тази организация
    .hint = Публикуваното от нейно име остава. Само администратор може да Ви върне.
settings-discoverable = Показвайте ме в указателя на хората
    .hint = Без това страницата Ви се намира само от онзи, който знае адреса ѝ.
settings-access = Достъп
settings-change = Сменете
settings-close-open = Закрийте го
settings-session-unknown = Непозната програма
settings-forgiven = Готово. Виждате този човек както всички останали.
settings-saved = Профилът Ви е запазен.
settings-lang = Език на страниците
settings-lang-browser = Според браузъра
settings-lang-saved = Езикът е запазен.
settings-email-title = Електронна поща
settings-email = Нова електронна поща
settings-email-now = Влизате с { $email }.
settings-email-button = Сменете пощата
settings-email-saved = Електронната поща е сменена.
settings-password-title = Парола
settings-password-lead = На всички други устройства ще излезете от профила си.
settings-password-current = Сегашна парола
settings-password-new = Нова парола
    .hint = Три-четири думи, които не вървят заедно, се помнят лесно и се отгатват трудно.
settings-password-button = Сменете паролата
settings-password-saved = Паролата е сменена, а другите устройства са излезли от профила.
settings-close-title = Закриване на профила
settings-close-lead = Профилът Ви изчезва и повече не можете да влезете. Черновите се изтриват. Каквото сте публикували, остава с името Ви. Това не може да се отмени.
settings-close-button = Закрийте профила
settings-close-confirm = Разбирам, че не може да се отмени
settings-closed = Профилът Ви е закрит.
settings-sessions-lead = Навсякъде, където сте влезли. Ако не познавате някое устройство, изведете го и сменете паролата си.
settings-session-this = Това устройство
settings-session-since = влезли сте на { $date }
settings-session-seen = използвано
settings-session-end = Излезте от него
settings-session-ended = Устройството излезе от профила Ви.
settings-sessions-end = Излезте от всички други
settings-sessions-ended = Всички други устройства излязоха от профила Ви.
settings-sessions-only = Влезли сте само тук.
settings-people-lead = Не виждате какво пишат заглушените. Блокираните освен това не могат да Ви отговарят, да Ви споменават и да Ви пишат. На никого не се съобщава.
settings-people-empty = Не сте заглушили и не сте блокирали никого
settings-people-empty-text = Можете да го направите от страницата на човека.
settings-muted = Заглушен
settings-blocked = Блокиран
settings-unmute = Спрете заглушаването
settings-unblock = Отблокирайте

## Известия

notifications-page = Известия
notifications-unread = { $n ->
    [0] Всичко е прочетено
    [one] Едно непрочетено
   *[other] { $n } непрочетени
}
notifications-read-all = Отбележете всички като прочетени
notifications-all-read = Всички известия са отбелязани като прочетени.
notifications-empty = Още няма известия
notifications-empty-text = Когато някой Ви отговори, реши въпроса Ви или поиска да се включи в общността Ви, ще го намерите тук.
notifications-new = Ново
notification-somebody = Някой
notifications-open = Отворете

## Запазени

bookmarks-page = Запазени
bookmarks-lead = Онова, което сте отделили за по-късно. Списъка виждате само Вие.
bookmarks-empty = Още няма нищо запазено
bookmarks-empty-text = Натиснете „Запазете“ при практика или обсъждане и ще ги намерите тук.
bookmarks-empty-link = Разгледайте практиките

## Хора

people-page = Хора
people-lead = Колеги, които познават дадена тема. Търсете ги по сектор и език.
people-sector = Сектор
people-lang = Език
people-q = Име
people-filter = Покажете хората
people-filter-title = Стеснете списъка
people-empty = Никой не отговаря на избраното
people-empty-text = Тук са само хората, които са се съгласили да бъдат показвани.
people-empty-link = Покажете всички
person-edit = Редактирайте профила си
person-published = Публикувано
person-published-empty = Още не е публикувано нищо.
person-published-empty-you = Още не сте публикували нищо.
person-create = Напишете първото
person-communities = Общности
person-languages = Говори
person-sectors = Познава
person-suspended = Достъпът на този човек е спрян. Страницата виждат само модераторите.
person-since = Тук от
person-about = За { $name }
person-no-bio = За { $name } още нищо не е написано.
person-actions = Други действия
person-mute = Заглушете
person-mute-hint = Повече няма да виждате какво пише { $name }. На { $name } не се съобщава.
person-muted = Повече няма да виждате какво пише този човек.
person-unmute = Спрете заглушаването
person-block = Блокирайте
person-block-hint = { $name } вече няма да може да Ви отговаря, да Ви споменава и да Ви пише, а Вие няма да виждате какво пише.
person-blocked = Човекът е блокиран.
person-unblock = Отблокирайте
person-is-muted = Заглушили сте този човек.
person-is-blocked = Блокирали сте този човек.

## Организации

organisations-page = Организации
organisations-lead = Институции и организации, които участват: какво правят и как да ги намерите.
organisations-empty = Още няма организация
organisations-empty-text = Организациите се появяват тук, когато администраторът покани хората им.
organisations-people = { $n ->
    [0] без хора
    [one] един човек
   *[other] { $n } души
}
organisations-level = Равнище
organisations-country = Държава
organisation-information = Информация
organisation-competences = Компетенции и услуги
organisation-footprint = Екологичен отпечатък
organisation-people = Хора
organisation-people-empty = В указателя няма човек от тази организация.
organisation-practices = Практики
organisation-practices-empty = Още няма описана практика.
organisation-website = Сайт
organisation-territory = Територия
organisation-population = Население
organisation-nuts = Код по NUTS или LAU
organisation-edit = Редактирайте профила
organisation-empty-profile = Този профил още не е попълнен.
organisation-facts = Накратко

## За сървъра

about-page = За { $name }
about-organisation = Поддържа го
about-languages = Езици
about-rules = Правила на къщата
about-rules-empty = Още няма написани правила. Пишете така, както бихте говорили с колега: по същество и с уважение.
about-contact = Връзка
about-contact-empty = Не е посочен адрес за връзка.
about-numbers = В числа
# Думата под число, което стои само: 1 човек, 5 души.
about-people = { $n ->
    [one] човек
   *[other] души
}
about-communities = { $n ->
    [one] общност
   *[other] общности
}
about-practices = { $n ->
    [one] практика
   *[other] практики
}
about-discussions = { $n ->
    [one] обсъждане
   *[other] обсъждания
}
about-software = Софтуер
about-address = Адрес
about-address-open = Още не е определен
about-join = Как да се включи Вашият град
about-join-text = Guildhall е свободен софтуер. Град или организация го инсталира на свой сървър, кани хората си и пази данните си при себе си; сървърите разговарят помежду си, така че наученото в един град стига до другите.
about-registration-open = Всеки може да си открие профил тук.
about-registration-invitation = Профил тук се открива с покана.
about-registration-closed = Профилите тук се откриват от администраторите.
about-no-description = Още няма описание.

software-page = Отворен код и версия
software-lead = Този сървър работи с Guildhall, версия { $version }.
software-licence = Guildhall е свободен софтуер под лиценза GNU Affero General Public License, версия 3 или по-нова. Предоставя се без каквато и да е гаранция. Можете да го използвате, изучавате, променяте и споделяте.
software-source = Всеки, който ползва този сървър през мрежата, има право на изходния код точно на онова, което работи тук:
software-source-link = изходен код на Guildhall
software-source-request = Всеки, който ползва този сървър през мрежата, има право на изходния код точно на онова, което работи тук. Този, който поддържа сървъра, Ви го предоставя безплатно при поискване.
software-source-write = Пишете на:

accessibility-page = Декларация за достъпност
accessibility-lead = Искаме всеки да може да ползва { $name }.
accessibility-standard = Страниците са направени по WCAG 2.2, ниво AA, а така и по EN 301 549, към който препраща Директива (ЕС) 2016/2102 за достъпността на уебсайтовете.
accessibility-how = Какво означава това
accessibility-how-keyboard = Всичко работи от клавиатурата и без JavaScript; фокусът винаги се вижда.
accessibility-how-reader = Екранните четци съобщават заглавия, списъци, таблици и грешки във формулярите; всеки текст казва на какъв език е.
accessibility-how-zoom = Страниците се увеличават до 400 % и следват настройките Ви за контраст, цветове и движение.
accessibility-limits = Какво може да не е достъпно
accessibility-limits-text = Документите и текстовете, които участниците публикуват, са техни; молим ги да ползват заглавия и описания, но не можем да го обещаем.
accessibility-feedback = Ако нещо не работи при Вас
accessibility-feedback-contact = Пишете на { $contact }. Посочете страницата и с какво я ползвате. Отговаряме до 15 дни.
accessibility-feedback-none = Кажете на организацията, която поддържа сървъра, коя е страницата и с какво я ползвате.
accessibility-method = Тази декларация описва как е направен и изпитан софтуерът. За съдържанието отговаря организацията, която поддържа сървъра.

privacy-page = Лични данни
privacy-lead = Какво знае { $name } за Вас, защо и какво можете да направите.
privacy-controller = Кой отговаря
privacy-controller-text = Организацията, която поддържа този сървър, е администратор на данните по Регламент (ЕС) 2016/679.
privacy-read = Когато само четете
privacy-read-text = Не водим отчет какво четете. Една бисквитка пази избрания език. Няма анализи и нищо не се зарежда от другаде.
privacy-account = Когато имате профил
privacy-account-text = Пазим името, електронната поща, отпечатък от паролата, профила и публикуваното от Вас. Пощата виждате само Вие и администраторите. Една бисквитка помни, че сте влезли.
privacy-sessions = За всяко устройство, на което сте влезли, пазим кога е използвано последно и как се нарича браузърът. Списъка виждате в настройките и можете да прекратите всеки вход.
privacy-typed = Попълненото във формуляр, което още не е изпратено, може да остане в браузъра Ви, докато го изпратите, излезете от профила си или затворите раздела. До нас то не стига.
privacy-public = Какво публикувате
privacy-public-text = Публикуваното за всички може да се чете от всеки, а когато сървърът разговаря с други градове, копия от него има и при тях. Публикуваното за членовете на общност виждат само те.
privacy-machine = По искане на читател текстът се предава на сървър за машинен превод, избран от организацията. На сървъра не се съобщава кой е авторът и кой чете.
privacy-rights = Вашите права
privacy-rights-text = Сами можете да поправите профила си, да смените пощата си и да закриете профила от настройките. За копие от данните си, за заличаване или с оплакване пишете на администратора на данните; можете да се обърнете и към Комисията за защита на личните данни или към надзорния орган на Вашата държава.
privacy-contact = Връзка: { $contact }

## Управление

admin-overview = Преглед
admin-site = Сървър
admin-organisation = Организация
admin-people = Хора
admin-invitations = Покани
admin-reports = Сигнали
admin-jobs = Работа на заден план
admin-ready = Къщата е готова. Остава да поканите хората.
admin-ready-text = Тези неща правят сървъра полезен; можете да ги довършите когато Ви е удобно.
admin-todo = Преди първата покана
admin-todo-count = { $done } от { $all }
admin-done = Готово
admin-todo-address = Публичен адрес
admin-todo-address-done = { $origin } е определен завинаги
admin-todo-address-open = Докато не бъде посочен, сървърът не разговаря с други градове
admin-todo-address-button = Посочете го
admin-todo-description = Описание и правила
admin-todo-description-text = За какво е този сървър и как се държим тук
admin-todo-description-button = Напишете ги
admin-todo-organisation = Профил на организацията
admin-todo-organisation-text = Информация, компетенции и услуги; вижда се от всички
admin-todo-organisation-button = Попълнете
admin-todo-contact = Връзка
admin-todo-contact-text = Електронна поща за въпроси и за декларацията за достъпност
admin-todo-contact-button = Посочете я
admin-todo-invitation = Първа покана
admin-todo-invitation-text = Връзка, която изпращате на колегите си
admin-todo-invitation-button = Поканете
admin-todo-community = Първа общност
admin-todo-community-text = Мястото, където хора с една задача си помагат
admin-todo-community-button = Открийте я
admin-state = Състояние
admin-state-reports = { $n ->
    [0] Няма чакащи сигнали
    [one] Чака един сигнал
   *[other] Чакат { $n } сигнала
}
admin-state-jobs = { $n ->
    [0] Няма изоставена работа
    [one] Една задача е изоставена
   *[other] { $n } задачи са изоставени
}
admin-state-people = { $n ->
    [one] Един човек
   *[other] { $n } души
}
admin-site-lead = Име, описание, правила и кой може да се включи.
admin-site-name = Име на сървъра
admin-site-tagline = Един ред под името
admin-site-description = Описание
    .hint = Какъв е този сървър и за кого е. Показва се на „За сървъра“.
admin-site-rules = Правила
    .hint = Как се държим тук, в няколко изречения.
admin-site-registration = Как се открива профил
admin-registration-open = Всеки може да се регистрира
admin-registration-invitation = С връзка за покана
admin-registration-closed = Само администраторите откриват профили
admin-site-founding = Кой може да открие общност
admin-founding-everyone = Всеки, който има профил
admin-founding-moderators = Модераторите и администраторите
admin-site-languages = Езици, на които пишете
admin-site-default-lang = Език, когато за читателя не се знае нищо
admin-site-timezone = Часова зона
admin-site-contact = Електронна поща за въпроси
    .hint = Показва се на „За сървъра“, в декларацията за достъпност и в текста за личните данни.
admin-site-saved = Настройките са запазени.
admin-origin-title = Публичен адрес
admin-origin-lead = Става част от всяка страница и всяко име тук и никога не може да се промени. Докато не бъде посочен, сървърът не разговаря с други градове.
admin-origin-fixed = { $origin } е адресът на този сървър завинаги.
admin-origin = Адрес
    .hint = Например https://guildhall.example.org, без нищо след него.
admin-origin-confirm = Разбирам, че никога не може да се промени
admin-origin-button = Определете адреса
admin-origin-saved = Адресът е определен.
admin-organisation-lead = Гражданският профил на организацията, която поддържа сървъра: може да го прочете всеки.
admin-organisation-name = Име
admin-organisation-headline = Кратко представяне
admin-organisation-summary = Представяне
    .hint = Два-три абзаца; между тях – празен ред.
admin-organisation-information = Информация
    .hint = Какво представлявате, как се вземат решения, как да се свържем с Вас.
admin-organisation-competences = Компетенции и услуги
    .hint = Какво правите и какво не; услуги с цена и работно време.
admin-organisation-footprint = Екологичен отпечатък
    .hint = Енергия, хартия, пътувания и как ги смятате.
admin-organisation-website = Сайт
admin-organisation-nuts = Код по NUTS или LAU
    .hint = Например BG411.
admin-organisation-saved = Профилът на организацията е запазен.
admin-people-lead = Всички, които имат профил.
admin-people-q = Име, кратко име или електронна поща
admin-people-find = Намерете
admin-people-empty = Никой не отговаря на търсеното
admin-person = Човек
admin-person-email = Електронна поща
admin-person-role = Роля
admin-person-state = Състояние
admin-person-seen = Последно
admin-person-never = никога
admin-person-actions = Действия
admin-role-member = Участник
    .hint = Участва в общности и публикува.
admin-role-moderator = Модератор
    .hint = Решава и сигналите за всичко тук.
admin-role-administrator = Администратор
    .hint = Също кани, назначава и настройва.
admin-role-save = Сменете
admin-role-label = Роля на { $name }
admin-affiliation = Организация
admin-affiliation-page = Организация на { $name }
admin-affiliation-lead = { $name } публикува и от името на тази организация, а тя стои до името навсякъде.
admin-affiliation-none = без организация
admin-affiliation-saved = Организацията е сменена.
admin-role-saved = Ролята е сменена.
admin-suspend = Спрете достъпа
admin-suspend-confirm = Да се спре ли достъпът на { $name }? Веднага ще излезе от профила си.
admin-suspend-yes = Спрете достъпа
admin-suspended = Достъпът на човека е спрян.
admin-resume = Върнете достъпа
admin-resumed = Човекът отново може да влиза.
admin-reset = Връзка за нова парола
admin-reset-page = Връзка за нова парола
admin-reset-lead = С тази връзка { $name } може веднъж да избере нова парола. Важи до { $date }
admin-state-suspended = Спрян
admin-invite-title = Нова покана
admin-invite-note = За кого е
    .hint = Вижда се само в управлението. Например: колегите от отдел „Социални грижи“.
admin-invite-uses = Колко души могат да я ползват
admin-invite-days = Колко дни важи
admin-invite-role = Роля
admin-invite-organisation = Организация
    .hint = От чие име участват.
admin-invite-community = Общност
    .hint = Веднага стават нейни членове.
admin-invite-button = Направете връзка
admin-invite-made = Поканата е готова
admin-invite-link = Връзка
admin-invite-list = Покани
admin-invite-empty = Още няма покани.
admin-invite-used = Използвана
admin-invite-left = Остават
admin-invite-until = Важи до
admin-invite-by = От
admin-invite-revoke = Оттеглете
admin-invite-revoked = Поканата е оттеглена.
admin-invite-valid = Важи
admin-invite-over = Изтекла
admin-invite-withdrawn = Оттеглена
admin-reports-lead = Онова, на което читателите са обърнали внимание и още никой не е решил.
admin-reports-open = Чакащи
admin-reports-closed = Решени
admin-reports-empty = Няма чакащи сигнали
admin-reports-empty-text = Когато някой подаде сигнал за текст или за човек, ще го намерите тук.
admin-reports-decided-lead = Сигналите, по които вече има решение: какво е решено, от кого и кога.
admin-reports-decided-empty = Няма решени сигнали
admin-reports-decided-empty-text = След като по някой сигнал бъде взето решение, ще го намерите тук.
admin-report-by = Подаден от { $name }
admin-report-see = Вижте
admin-report-decision = Решение
    .hint = Едно изречение за колегите Ви: защо така.
admin-report-dismiss = Не е нужно действие
admin-report-remove = Премахнете текста
admin-report-removed = Премахнато
admin-report-dismissed = Без действие
admin-report-done = Сигналът е решен.
admin-jobs-lead = Работа, която сървърът е изоставил след няколко опита. Нищо не е загубено: може да се опита отново.
admin-jobs-empty = Няма изоставена работа
admin-jobs-empty-text = Всичко, което сървърът върши на заден план, е свършено или е в ход.
admin-job-kind = Работа
admin-job-error = Какво се е случило
admin-job-attempts = Опити
admin-job-when = Кога
admin-job-retry = Опитайте отново
admin-job-retried = Работата ще бъде опитана отново.

## Партньори

admin-partners = Партньори
partners-text = Партньорите търсят взаимно в библиотеките си: публичните общности, практики, ресурси и организации оттук се появяват в търсенето там, а техните – тук. Каквото единият оттегли, изчезва и при другия. Непубличното съдържание никога не участва.
partners-asked = Предложения към Вас
partners-asked-text = Ако приемете, публичната им библиотека се изтегля тук, а Вашата – там.
partners-accept = Приемете
partners-refuse = Откажете
partners-heading = Вашите партньори
partners-none = Все още нямате партньори. Предложете на град, с който работите.
partners-entries = { $n ->
    [one] { $n } запис тук
   *[other] { $n } записа тук
}
partners-coming = Още се изтегля
partners-looked = прегледана
partners-trouble = Последният опит беше неуспешен:
partners-offered = Предложено от Вас
partners-take-back = Оттеглете
partners-offer = Предложете партньорство
partners-host = Сървър
    .hint = Името му или произволен адрес там, например haskovo.example. Администратор там трябва да приеме.
partners-offer-button = Изпратете предложението
partners-end = Прекратете партньорството
partners-end-title = Да прекратите ли партньорството с { $host }?
partners-end-text = Каквото е дошло само с тяхната библиотека, изчезва от търсенето тук, а Вашето – там. Общностите и хората, които някой следва, остават.
partners-cancel = Отказ
partners-done-offered = Предложението е изпратено. Ще получите известие за отговора.
partners-done-agreed = Вече сте партньори. Библиотеката се изтегля.
partners-done-refused = Предложението е отказано.
partners-done-ended = Вече не сте партньори.
partners-error-host = Напишете името на друг сървър, например haskovo.example
partners-error-unreachable = Този сървър не отговаря. Проверете името или опитайте по-късно
partners-error-software = Този сървър не познава партньорства. Софтуерът му е друг или е по-стара версия
