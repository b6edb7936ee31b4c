# Управление: с кои сървъри общува този.
admin-hosts-settings = Настройки на обмена
admin-hosts-lists = Списъци на сървъри
admin-hosts-show = Покажете
admin-hosts-show-known = Познатите
admin-hosts-show-trouble = С трудности
admin-hosts-show-paused = Със задържани доставки
admin-hosts-show-blocked = Блокираните
admin-hosts-show-limited = Ограничените
admin-hosts-show-allowed = Разрешените
admin-hosts-show-button = Покажете
admin-hosts-find = Сървър по име
    .hint = Например city.example. Може и да не е познат тук.
admin-hosts-find-button = Отворете
admin-hosts-none = Няма такива сървъри.
admin-hosts-listed-only = Този сървър общува само със сървърите, които са разрешени поотделно.
admin-host-blocked = Блокиран
admin-host-limited = Ограничен
admin-host-allowed = Разрешен
admin-host-held = Доставките са задържани
admin-host-since = Познат от
admin-host-people = Членове и последователи
admin-host-people-count = { $members } / { $followers }
admin-host-lag = Недоставено
admin-host-lag-count = { $n ->
    [one] { $n } дейност
   *[other] { $n } дейности
}
admin-host-lag-oldest = най-старата:
admin-host-lag-none = Всичко е доставено
admin-host-above = Решението е взето за { $host } и важи за всичко под него.
admin-host-decision = Решение
admin-host-decision-what = Какво
admin-host-decision-when = Взето
admin-host-reason = Основание
    .hint = Вижда се само от администраторите и модераторите, и в списъка, който можете да изтеглите.
admin-host-source = От списъка на
admin-host-known = Какво се знае за него
admin-host-software = Софтуер
admin-host-actors = Познати хора, организации и общности
admin-host-things = Публикации от него тук
admin-host-members = Негови членове в общности тук
admin-host-followers = Негови хора, които следват някого тук
admin-host-members-there = Наши хора в негови общности
admin-host-below = Познати сървъри под същото име:
admin-host-deliveries = Доставки
admin-host-deliveries-text = Задържаните доставки чакат и после се изпращат по реда си. Нищо не се крие и членствата остават. Каквото не е доставено четиринадесет дни, се изоставя.
admin-host-pause = Задръжте доставките
admin-host-resume = Пуснете доставките
admin-host-paused = Доставките са задържани.
admin-host-resumed = Доставките продължават.
admin-host-decide = Решение за сървъра
admin-host-decide-text = Преди всяко решение ще видите какво следва от него. Решението важи за сървъра и за всички имена под неговото.
admin-host-block = Блокирайте
admin-host-limit = Ограничете
admin-host-allow = Разрешете
admin-host-none = Отменете решението
admin-host-decided = Решението е записано.
admin-host-block-title = Блокиране на { $host }
admin-host-limit-title = Ограничаване на { $host }
admin-host-allow-title = Разрешаване на { $host }
admin-host-none-title = Отмяна на решението за { $host }
admin-host-reach = Решението важи за { $host } и за всички имена под него.
admin-host-will = Какво ще се случи
admin-host-block-exchange = Нищо от този сървър няма да се приема и нищо няма да се изпраща до него, нито да се иска оттам.
admin-host-block-things = { $n ->
    [0] Тук няма публикации от него, които да бъдат скрити.
    [one] Една негова публикация ще бъде скрита от всички страници. Не се изтрива: ако отмените решението, отново ще се вижда.
   *[other] { $n } негови публикации ще бъдат скрити от всички страници. Не се изтриват: ако отмените решението, отново ще се виждат.
}
admin-host-block-members = { $n ->
    [0] Никой оттам не членува в общност тук.
    [one] Прекратява се едно членство в общност тук.
   *[other] Прекратяват се { $n } членства в общности тук.
}
admin-host-block-followers = { $n ->
    [0] Никой оттам не следва някого тук.
    [one] Прекратява се едно следване.
   *[other] Прекратяват се { $n } следвания.
}
admin-host-block-end = Прекратеното не се възстановява, ако отмените решението.
admin-host-block-there = { $n ->
    [one] Един наш човек членува в негова общност и вече няма да я вижда.
   *[other] { $n } наши хора членуват в негови общности и вече няма да ги виждат.
}
admin-host-block-lag = { $n ->
    [0] Няма недоставено, което да бъде изоставено.
    [one] Една недоставена дейност се изоставя.
   *[other] { $n } недоставени дейности се изоставят.
}
admin-host-limit-shown = Публикуваното там ще виждат само влезли хора, които членуват в общността му или следват автора. Няма да го има в публичните списъци, търсенето, емисиите и началната страница.
admin-host-limit-exchange = Обменът, членствата и следванията продължават.
admin-host-limit-list = Ако е избран обмен само с разрешени сървъри, ограничаването прекъсва обмена: ограниченият не е разрешен.
admin-host-allow-exchange = Обменът с този сървър е разрешен, и когато е избран обмен само с разрешени сървъри.
admin-host-allow-only = За имената под неговото разрешението не важи.
admin-host-again = Ако досега е бил блокиран, публикациите му отново ще се виждат. Членствата и следванията не се връщат сами.
admin-host-none-mode = За сървъра ще важи общата настройка: при отворен обмен се общува с него, при обмен само с разрешени сървъри – не.
admin-hosts-mode = С кого общува този сървър
admin-hosts-mode-open = С всички, които не са блокирани
    .hint = Така работи федерацията обикновено.
admin-hosts-mode-allow-list = Само с разрешените
    .hint = Всички останали са като блокирани: нищо не се приема, нищо не се изпраща, публикациите им се скриват и членствата им се прекратяват.
admin-hosts-mode-outside = { $n ->
    [0] Всички познати сървъри, с които се общува сега, са разрешени.
    [one] Един познат сървър, с който се общува сега, не е разрешен.
   *[other] { $n } познати сървъра, с които се общува сега, не са разрешени.
}
admin-hosts-keep = При преминаване само към разрешените разрешете всички познати сега
    .hint = Без отметка общуването с тях се прекратява веднага.
admin-hosts-mode-saved = Настройката е записана.
admin-hosts-inbound = Входящо
admin-hosts-inbound-text = Когато е спряно, този сървър не приема нищо от други и ги моли да опитат по-късно. Полученото вече чака. Страниците остават достъпни.
admin-hosts-inbound-stop = Спрете входящото
admin-hosts-inbound-start = Пуснете входящото
admin-hosts-inbound-stopped = Входящото е спряно.
admin-hosts-inbound-stopped-text = Другите сървъри опитват отново по-късно, но не безкрайно.
admin-hosts-outbound = Изходящо
admin-hosts-outbound-text = Когато е спряно, нищо не напуска този сървър: нито доставки, нито търсене на адреси от други сървъри. Доставките чакат реда си.
admin-hosts-outbound-stop = Спрете изходящото
admin-hosts-outbound-start = Пуснете изходящото
admin-hosts-outbound-stopped = Изходящото е спряно.
admin-hosts-outbound-stopped-text = Доставките чакат; каквото не е доставено четиринадесет дни, се изоставя.
admin-hosts-stopped = Спряно е.
admin-hosts-started = Пуснато е.
admin-hosts-lists-lead = Вземете решенията на друга институция или предоставете своите. Преди да се приложи нещо, ще видите какво ще се промени.
admin-hosts-file = Файл
admin-hosts-address = Адрес на списъка
admin-hosts-list = Или поставете списъка тук
    .hint = Подписан списък на Guildhall (JSON) или списъкът, който Mastodon изнася (CSV).
admin-hosts-look = Прегледайте
admin-hosts-export = Вашият списък
admin-hosts-export-text = Всички решения за сървъри, подписани от този сървър, така че други могат да проверят откъде са. В списъка са и основанията.
admin-hosts-export-button = Изтеглете списъка
admin-hosts-preview = Какво ще се промени
admin-hosts-proven = Списъкът е подписан от { $host } и подписът е верен.
admin-hosts-published = От { $date }.
admin-hosts-unproven = Списъкът не е подписан: никой не може да потвърди от кого е.
admin-hosts-added = { $n ->
    [one] Ще се добави { $n }
   *[other] Ще се добавят { $n }
}
admin-hosts-changed = { $n ->
    [one] Ще се промени { $n }
   *[other] Ще се променят { $n }
}
admin-hosts-kept = { $n ->
    [one] { $n } остава, както сте решили тук
   *[other] { $n } остават, както сте решили тук
}
admin-hosts-says = Списъкът казва
admin-hosts-now = Сега
admin-hosts-same = { $n ->
    [0] Няма редове, които вече важат.
    [one] Един ред вече важи.
   *[other] { $n } реда вече важат.
}
admin-hosts-left-out = { $n ->
    [0] Всички редове са прочетени.
    [one] Един ред се пропуска.
   *[other] { $n } реда се пропускат.
}
admin-hosts-apply-text = Публикациите на блокираните се скриват, а членствата и следванията на хората им тук се прекратяват.
admin-hosts-trusted = Доверявам се на източника на този списък
admin-hosts-apply = Приложете списъка
admin-hosts-applied = Списъкът е приложен.
error-host = Въведете име на сървър, например city.example
error-host-own = Това е този сървър
error-reason-long = Съкратете основанието до 500 знака
error-list-none = Изберете файл, въведете адрес или поставете списък
error-list-long = Списъкът е твърде дълъг: до 400 KB
error-list-form = Това не е нито подписан списък на Guildhall, нито списък в CSV
error-list-unsigned = Списъкът не е подписан. Поискайте подписан от сървъра, който го дава
error-list-proof = Подписът не отговаря на списъка: променен е или не е от сървъра, който е посочен. Не го използвайте
error-list-issuer = Сървърът, който е подписал списъка, не може да бъде попитан за ключа си. Опитайте по-късно
error-list-own = Това е списъкът на този сървър
error-list-fetch = На този адрес няма списък, който може да бъде прочетен
error-list-trust = Потвърдете, че се доверявате на източника
