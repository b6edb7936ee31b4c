# Списъци като таблици: за отваряне в други програми и за внасяне.

table-take = Свалете списъка като:
table-take-whom = Свалете списъка на следваните като:
table-take-taken = Свалете списъка на тези, които го прилагат или използват, като:
table-cut = Списъкът продължава: във файла влизат първите { $n } реда. Стеснете го с филтрите, за да вземете останалото.
table-xlsx = таблица за Excel
table-csv = CSV
table-json = JSON

# Заглавия на колони.
table-address = Адрес на страницата
table-name = Име
table-headline = Кратко представяне
table-country = Държава
table-people = Хора тук (брой)
table-host = Сървър
table-handle = Адрес за споменаване
table-visibility = Кой може да чете
table-join-policy = Присъединяване
table-members = Членове (брой)
table-discussions = Дискусии (брой)
table-practices = Практики (брой)
table-kind = Вид материал
table-body = Текст
    .hint = Заглавия, списъци и връзки се записват с Markdown.
table-published = Дата на публикуване
    .hint = Ден, например 22.11.2026. Достатъчен е и само месецът или годината.
table-updated = Последна промяна
table-author = Описание от
table-organisation = От името на
table-community = Общност
table-useful = Полезно за (брой хора)
table-comments = Въпроси и отговори (брой)
table-taken-up = Приложено от други (брой)
table-written-by = Автор
table-active = Последна активност
table-replies = Отговори (брой)
table-state = Състояние
table-who = Лице или организация
table-who-person = лице
table-who-organisation = организация
table-works-for = Организация
table-role = Роля
table-role-member = член
table-since = От дата
table-part = Част
table-excerpt = Откъс с думите
table-all-words = Съдържа всички думи
table-used-since = Използва се от година
table-used-how = Как се използва
table-used-by = Потвърдено от
table-asked = Въпрос
table-asked-on = Зададен на
table-other-side = Друга страна
table-through = Предадено от

# Имена на файлове.
table-topics-title = Дискусии: { $name }
table-taken-title = Кой е приложил „{ $title }“

# Празната таблица.
table-words = Допустими думи
table-form-other = Изберете дума от списъка.
table-form-many = Няколко думи се разделят с точка и запетая. Всички думи са в листа „Допустими думи“.
table-form-parts = По един ред за всяко; частите му се разделят с „|“: { $parts }.

# Редове за поправяне.
table-what-is-wrong = Какво да се поправи
table-what-is-lacking = Какво липсва

# Внасяне.
table-import-link = Внесете практики от таблица
table-import-title = Внасяне на практики от таблица
table-import-lead = Ако вече имате описания в таблица, не ги преписвайте. Ще видите какво излиза от всеки ред, преди нещо да бъде запазено.
table-import-one = Свалете празна таблица с готови заглавия и допустими думи или използвайте своя: след качването посочвате коя колона какво означава.
table-import-two = Попълнете по един ред за всяко описание. Няколко думи в една клетка се разделят с точка и запетая.
table-import-three = Качете таблицата и прегледайте какво ще стане с всеки ред.
table-kind-label = Какво има в таблицата?
table-lang = Език на текстовете
    .hint = За редовете, в които не е посочен друг език.
table-file = Таблица
    .hint = Файл от Excel или LibreOffice, или CSV. Най-много 2000 реда и 8 MB.
table-file-csv = Таблица
    .hint = Файл CSV. От Excel или LibreOffice изберете „Запиши като“ и вида CSV. Най-много 2000 реда и 8 MB.
table-upload = Качете и прегледайте
table-begun = Вашите таблици
table-kept = Таблиците се изтриват 30 дни след последната промяна в тях. Внесеното остава.
table-state-open = за преглед
table-state-running = внася се
table-state-done = внесена

# Преглед преди внасяне.
table-look-title = Преглед преди внасяне
table-outcome-title = Резултат от внасянето
table-verdict = { $all ->
    [one] { $n } от { $all } ред може да бъде внесен
   *[other] { $n } от { $all } реда могат да бъдат внесени
}
table-verdict-whole = { $n ->
    [one] { $n } ред е готов за публикуване
   *[other] { $n } реда са готови за публикуване
}
table-verdict-lacking = { $n ->
    [one] { $n } ред ще бъде чернова, защото нещо липсва
   *[other] { $n } реда ще бъдат чернови, защото нещо липсва
}
table-verdict-wrong = { $n ->
    [one] { $n } ред трябва да се поправи
   *[other] { $n } реда трябва да се поправят
}
table-verdict-twice = { $n ->
    [one] { $n } ред се повтаря и няма да бъде внесен втори път
   *[other] { $n } реда се повтарят и няма да бъдат внесени втори път
}
table-verdict-alike = { $n ->
    [one] { $n } ред има заглавие, което вече е публикувано от друг
   *[other] { $n } реда имат заглавия, които вече са публикувани от други
}
table-verdict-unused = { $n ->
    [one] { $n } колона не е разпозната
   *[other] { $n } колони не са разпознати
}
table-columns = Колони
table-columns-lead = Над всяко поле е заглавието от Вашата таблица; изберете какво означава.
table-columns-n = { $n ->
    [one] { $n } колона
   *[other] { $n } колони
}
table-column = Колона
table-column-none = не се използва
# $name са буквите на колоната, както ги показва програмата.
table-column-unnamed = Колона { $name } (без заглавие)
table-error-column = Две колони не могат да означават едно и също. Изберете друго за едната.
table-for-all = За всички редове
table-licence = Лиценз
    .hint = За редовете, в които не е посочен друг.
table-check = Проверете отново
table-checked = Таблицата е проверена отново.
table-look-again = Промяната е запазена. Прегледайте редовете и потвърдете още веднъж.
table-nothing = Нито един ред не може да бъде внесен.
table-wrong = За поправяне
table-wrong-lead = Тези редове няма да бъдат внесени. Свалете ги заедно с обясненията, поправете ги и ги качете отново:
table-twice = Повтарят се
table-twice-lead = Имате описание със същото заглавие или заглавието се повтаря в таблицата.
table-alike = Вече са описани от други
table-alike-lead = В общността или от името на организацията вече има описание със същото заглавие. Тези редове ще бъдат внесени; проверете дали не описват същото.
table-lacking = Ще бъдат чернови
table-lacking-lead = Преди да бъдат публикувани, в тях трябва да се попълни и това:
table-row = Ред { $n }
table-number = Ред
table-more = { $n ->
    [one] и още { $n } ред
   *[other] и още { $n } реда
}
table-read = Така са разчетени първите редове
table-read-more = { $n ->
    [0] без други данни
    [one] и още { $n } попълнено поле
   *[other] и още { $n } попълнени полета
}
table-keep = { $n ->
    [one] Запазете { $n } чернова
   *[other] Запазете { $n } чернови
}
table-publish = { $n ->
    [one] Публикувайте { $n } описание
   *[other] Публикувайте { $n } описания
}
table-keep-meta = Черновите виждате само Вие.
table-publish-meta = При публикуване непълните редове остават чернови.
table-forget = Откажете се от таблицата
table-forgotten = Таблицата е изтрита. Нищо от нея не е внесено.
table-error-word = „{ $word }“ не е сред допустимите думи.
table-error-parts = В „{ $line }“ има повече от { $max } части. Частите се разделят с „|“; ако знакът е част от текста, напишете „\|“.
table-error-formula = Формулата в тази клетка не е изчислена („{ $word }“). Поправете я или въведете стойността.
error-table-running = Тази таблица вече се внася.

# След внасянето.
table-progress = Внесени редове: { $done } от { $all }
table-progress-lead = Можете да затворите страницата; внасянето продължава.
table-progress-again = Обновете
table-failed = Не бяха внесени
table-failed-lead = Свалете тези редове заедно с обясненията, поправете ги и ги качете отново:
table-row-failed = Редът не можа да бъде внесен. Опитайте с него отново.
table-row-twice = Вече имате описание с това заглавие или то се повтаря в таблицата.
table-brought = Внесени
table-brought-lead = Черновите се допълват и публикуват от страниците им.
table-row-published = публикувано
table-row-draft = чернова
table-again = Внесете друга таблица
resources-table-import-link = Внесете ресурси от таблица
resources-table-import-title = Внасяне на ресурси от таблица

# What people call columns in tables of their own, between commas.
table-also-title = Име, Наименование, Название, Име на практиката, Наименование на практиката, Име на ресурса
table-also-summary = Резюме, Кратко описание, Накратко, Анотация
table-also-body = Текст, Пълен текст, Съдържание
table-also-lang = Език
table-also-sectors = Сектор, Тема, Теми, Област на политика, Тематична област
table-also-licence = Лиценз
table-also-city = Град, Община, Район, Населено място, Област, Местоположение
table-also-country = Страна
table-also-lead-organisation = Организация, Институция, Изпълнител, Възложител
table-also-partners = Партньор
table-also-problem = Проблем, Нужда, Предизвикателство
table-also-approach = Дейности, Описание на дейностите, Подход
table-also-results = Резултат, Постигнати резултати
table-also-target-groups = Целеви групи, Целева група, Бенефициенти
table-also-funding = Източник на финансиране
table-also-period-start = Начална дата, Начална година, От
table-also-period-end = Крайна дата, Крайна година, До
table-also-website = Сайт, Уебсайт, Интернет страница, Връзка, Линк
table-also-url = Връзка, Линк, Интернет адрес
table-also-authors = Автор
