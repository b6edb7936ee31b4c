# Общото за всички видове публикации: названия, лицензи, държави, мерни единици и какво да се направи,
# когато дадено поле не може да бъде прието.

kind-article = Статия
kind-comment = Отговор
kind-discussion = Дискусия
kind-practice = Добра практика

# Грешки до полето. $max, $min и $length са числа.
content-error-title = Въведете заглавие
content-error-summary = Напишете резюме в няколко изречения
content-error-body = Напишете текста
content-error-required = Попълнете това поле
content-error-choose = Изберете една от възможностите
content-error-choose-some = Изберете поне една от възможностите
content-error-choice = Изберете от списъка
content-error-sectors = Изберете поне един сектор
content-error-long = Съкратете текста до { $max } знака; сега са { $length }
content-error-too-much = Всички текстове заедно могат да имат най-много { $max } знака; сега са { $length }
content-error-many = { $max ->
    [one] Тук може да има най-много { $max } запис
   *[other] Тук може да има най-много { $max } записа
}
content-error-number = Въведете число от { $min } до { $max }
content-error-money = Въведете сумата като число в цели евро, например 38000
content-error-date = Въведете дата, например 22.11.2026, или само месец – 11.2026, или година – 2026
content-error-no-day = Такъв ден няма в календара. Проверете деня и месеца
content-error-url = Въведете пълния адрес, който започва с https://
content-error-lang = Изберете език от списъка
content-error-lang-taken = Вече има версия на този език. Първо я премахнете, после сменете езика
content-error-lang-original = Това е езикът на оригинала. За превода изберете друг
content-error-person = Изберете човек от списъка
content-error-figure-label = Напишете какво показва числото
content-error-figure-long = Съкратете названието на показателя до 200 знака
content-error-figure-after = Въведете стойност: след промяната или преди и след нея
content-error-figure-number = Въведете число, например 6,4
content-error-community = Изберете общността, в която публикувате
content-error-organisation = Можете да публикувате само от името на своята организация
content-error-visibility = „Само за членове“ може да бъде единствено публикация в общност
content-error-reason = Напишете причината с едно изречение
content-error-report-reason = Изберете какво не е наред
content-error-report-detail = Обяснете с едно изречение какво не е наред

# Откази на цялото действие.
content-error-locked = Тази дискусия е затворена за нови отговори.
content-error-blocked = Тук не можете да отговаряте.
content-error-no-comments = На тази публикация не може да се отговаря.
content-error-no-question = Само отговор на въпрос може да бъде приет.
content-error-pin = Могат да се закачат само дискусии и практики на общност.
content-error-removed = Текстът вече е премахнат.
content-error-not-removed = Текстът не е премахнат и няма какво да се възстановява.
content-error-decided = По този сигнал вече има решение.
content-error-changed = Текстът е променен, докато сте писали. Копирайте своя вариант, отворете страницата отново и добавете промените си.
content-error-import-unknown = Файлът не е нито изнесен от такъв сървър, нито списък с адреси. Изберете друг файл.
content-error-import-other = Файлът е за другия вид внасяне: файлът на човек се внася от настройките му, а този на общност – от нейната страница.
content-error-import-empty = Във файла няма нищо, което може да се внесе.
content-error-import-many = Във файла има над 5000 записа. Разделете го на няколко.
content-error-import-busy = Предишното внасяне още тече. Изчакайте да приключи.

# Откъде идва езиковата версия.
version-original = оригинал
version-human = превод от човек
version-machine = автоматичен превод
version-current = актуална
version-outdated = изостава от оригинала
version-reviewed = преглед: { $name }

# Лицензи.
licence-cc-by-4-0 = CC BY 4.0: с посочване на автора
licence-cc-by-sa-4-0 = CC BY-SA 4.0: с посочване на автора, при същите условия
licence-cc-by-nc-4-0 = CC BY-NC 4.0: с посочване на автора, без търговска цел
licence-cc-by-nc-sa-4-0 = CC BY-NC-SA 4.0: с посочване на автора, без търговска цел, при същите условия
licence-cc-by-nd-4-0 = CC BY-ND 4.0: с посочване на автора, без промени
licence-cc-by-nc-nd-4-0 = CC BY-NC-ND 4.0: с посочване на автора, без търговска цел, без промени
licence-cc0-1-0 = CC0 1.0: без никакви условия
licence-unknown = не е посочен

# Какво се брои: думата във формуляра, после числото с единицата.
unit-number = само число
unit-number-value = { $value }
unit-percent = процента
unit-percent-value = { $value } %
unit-people = души
unit-people-value = { $n ->
    [one] { $value } човек
   *[other] { $value } души
}
unit-children = деца
unit-children-value = { $n ->
    [one] { $value } дете
   *[other] { $value } деца
}
unit-families = семейства
unit-families-value = { $n ->
    [one] { $value } семейство
   *[other] { $value } семейства
}
unit-cases = случаи
unit-cases-value = { $n ->
    [one] { $value } случай
   *[other] { $value } случая
}
unit-visits = посещения
unit-visits-value = { $n ->
    [one] { $value } посещение
   *[other] { $value } посещения
}
unit-minutes = минути
unit-minutes-value = { $value } мин.
unit-hours = часове
unit-hours-value = { $n ->
    [one] { $value } час
   *[other] { $value } часа
}
unit-days = дни
unit-days-value = { $n ->
    [one] { $value } ден
   *[other] { $value } дни
}
unit-weeks = седмици
unit-weeks-value = { $n ->
    [one] { $value } седмица
   *[other] { $value } седмици
}
unit-months = месеци
unit-months-value = { $n ->
    [one] { $value } месец
   *[other] { $value } месеца
}
unit-euro = евро
unit-euro-value = { $value } €
unit-measures = мерки
unit-measures-value = { $n ->
    [one] { $value } мярка
   *[other] { $value } мерки
}
unit-complaints = жалби
unit-complaints-value = { $n ->
    [one] { $value } жалба
   *[other] { $value } жалби
}
unit-copies = броя
unit-copies-value = { $n ->
    [one] { $value } брой
   *[other] { $value } броя
}

# Държави, с обичайните за Съюза кратки названия.
country-ad = Андора
country-al = Албания
country-am = Армения
country-at = Австрия
country-az = Азербайджан
country-ba = Босна и Херцеговина
country-be = Белгия
country-bg = България
country-by = Беларус
country-ca = Канада
country-ch = Швейцария
country-cy = Кипър
country-cz = Чехия
country-de = Германия
country-dk = Дания
country-dz = Алжир
country-ee = Естония
country-eg = Египет
country-es = Испания
country-fi = Финландия
country-fr = Франция
country-gb = Обединено кралство
country-ge = Грузия
country-gr = Гърция
country-hr = Хърватия
country-hu = Унгария
country-ie = Ирландия
country-il = Израел
country-is = Исландия
country-it = Италия
country-jo = Йордания
country-lb = Ливан
country-li = Лихтенщайн
country-lt = Литва
country-lu = Люксембург
country-lv = Латвия
country-ly = Либия
country-ma = Мароко
country-mc = Монако
country-md = Молдова
country-me = Черна гора
country-mk = Северна Македония
country-mt = Малта
country-nl = Нидерландия
country-no = Норвегия
country-pl = Полша
country-pt = Португалия
country-ro = Румъния
country-rs = Сърбия
country-se = Швеция
country-si = Словения
country-sk = Словакия
country-sm = Сан Марино
country-tn = Тунис
country-tr = Турция
country-ua = Украйна
country-us = САЩ
country-xk = Косово
content-error-own = Вие вече сте автор на текста
content-error-coauthor = Този човек вече е съавтор
content-error-coauthors = Един текст могат да пишат най-много 30 души
content-error-attest-own = Това сте писали Вие или заедно с Вас. Рецензират и потвърждават други.
content-error-attest-same = Това е на Вашата организация. За да няма конфликт на интереси, рецензират и потвърждават хора от други организации.
content-error-attest-twice = Това вече е казано: всеки пише по една рецензия, а всяка организация потвърждава веднъж.
content-error-attest-organisation = Само организация може да каже, че използва нещо. Вашият профил не е свързан с организация.
content-error-coauthor-voice = Този човек или неговата организация вече е дал рецензия или потвърждение. Който оценява, не е и съавтор.
content-error-offer-own = Можете да променяте това сами: добавете езиковата версия направо.
content-error-offers-many = За това вече чакат отговор много предложени версии. Опитайте отново, след като авторът отговори на част от тях.
content-error-ask-hidden = Този човек няма достъп до описанието
content-error-ask-own = Този човек не може да напише рецензия: той е сред авторите или е от същата организация
content-error-ask-done = Този човек вече е написал рецензия
content-error-ask-many = Могат да бъдат поканени най-много 20 души
content-error-check-past = Изберете дата, която предстои
content-error-check-ahead = Изберете днешна или минала дата: проверката вече е направена
content-error-check-order = Следващата проверка не може да е преди последната
content-error-parts = Един наръчник може да има най-много 200 глави
content-error-table-none = Изберете файл с таблица.
content-error-table-empty = В таблицата няма редове под заглавията.
content-error-table-many = Таблицата има повече от 2000 реда или повече от 200 колони. Разделете я на части.
content-error-table-large = Файлът е по-голям от 8 MB.
content-error-table-format = Това не може да бъде прочетено като таблица. Запазете я като XLSX или CSV и опитайте отново.
content-error-table-csv = Този сървър чете само CSV. Запазете таблицата като CSV и опитайте отново.
content-error-table-busy = В момента се четат много други таблици. Опитайте отново след минута.
