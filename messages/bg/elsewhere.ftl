# Онова, което е на други сървъри: намиране, следване, присъединяване, откъде е.

# След изречението следват примери за адреси.
search-addresses = Можете да поставите и адрес на човек, общност или страница от друг сървър:
lookup-nothing = На този адрес няма нищо
lookup-nothing-text = Проверете дали сте го копирали целия. Възможно е страницата да е премахната или да не е за всички.
lookup-silent = Другият сървър не отговаря
lookup-silent-text = Може би е спрян за кратко. Опитайте по-късно; връзката Ви с този сървър е наред.
lookup-sign-in = Влезте, за да търсите адреси от други сървъри
lookup-sign-in-text = Само хора с профил тук могат да поискат този сървър да се обърне към друг.
lookup-sign-in-link = Вход
lookup-off = Този сървър не обменя нищо с други
lookup-off-text = Тук можете да намерите онова, което е на самия него. Дали да се свързва с други, решават администраторите му.
lookup-often = Твърде много търсения за кратко време
lookup-often-text = Изчакайте една минута и опитайте отново.

# $host е името на другия сървър.
elsewhere-community = Тази общност е на { $host }. Написаното тук се вижда и там.
elsewhere-community-link = Отворете я там
elsewhere-person = Този профил е на { $host }.
elsewhere-person-link = Отворете го там
elsewhere-organisation = Тази организация е на { $host }.
elsewhere-organisation-link = Отворете я там
elsewhere-content = Публикувано на { $host }.
elsewhere-content-link = Отворете го там
communities-waiting-elsewhere = Чака се отговор от другия сървър
communities-standing-requested-elsewhere = Чака се другият сървър
communities-done-requested-elsewhere = Молбата Ви пътува към другия сървър. Ще получите известие, когато той отговори.
communities-facilitators-unknown = Тук не се знае кои са водещите.
members-elsewhere = Общността е на { $host }. Тук са показани само членовете, които този сървър познава.
members-none-known = Тук още не се знае за членове

# Следване на хора и организации.
menu-following = Следвани
home-followed = От хората и организациите, които следвате
follow-button = Следвайте
follow-on = Следвате
follow-end = Спрете следването
follow-end-short = Спрете
follow-requested = Чака се отговор
follow-withdraw = Оттеглете молбата
follow-withdraw-short = Оттеглете
follow-done = Публикуваното отсега нататък ще намирате в „Следвани“.
follow-done-requested = Молбата пътува към другия сървър. Следването започва, щом той я приеме.
follow-done-not = Вече не следвате.
following-page = Следвани
following-lead = Най-новото от хората и организациите, които следвате, тук и на други сървъри.
following-whom = Кого следвате
following-from-start = От началото
following-nobody = Още не следвате никого
following-nobody-text = Натиснете „Следвайте“ на страницата на човек или организация. Ако са на друг сървър, поставете адреса им в търсенето.
following-find-people = Намерете хора
following-find-elsewhere = Търсене по адрес
following-nothing = Още няма нищо ново
following-nothing-text = Тук ще виждате какво публикуват отсега нататък онези, които следвате.
person-known-since = Профилът е познат тук от

# Управление: как са другите сървъри.
admin-federation = Федерация
admin-federation-lead = Онова, което минава между този сървър и другите. Недоставеното се изпраща отново, без да е нужна намеса.
admin-federation-off = Обменът започва, щом бъде определен публичният адрес на сървъра.
admin-federation-delivered = доставени от пускането досега
admin-federation-received = получени от пускането досега
admin-federation-rejected = отхвърлени на входа от пускането досега
admin-federation-waiting = получени и чакащи
admin-federation-hosts = Сървъри
admin-federation-host = Сървър
admin-federation-well = Изправен
admin-federation-pausing = Изчаква се до { $when }
admin-federation-in-trouble = С трудности
admin-federation-success = Последен успех
admin-federation-error = Последна грешка
admin-federation-retry = Опитайте сега
admin-federation-retried = Опитът към сървъра се повтаря.
admin-federation-given-up = Изоставени доставки
admin-federation-given-up-none = Няма изоставени доставки.
admin-federation-deed = Дейност
admin-federation-who = От кого
admin-federation-said = Отговор на другия сървър
admin-federation-refused = Приети на входа и отказани след това
    .hint = На входа се отхвърля каквото няма валиден подпис или идва от блокиран сървър: то се брои горе и не се пази. Тук е приетото, което се оказа неизпълнимо.
admin-federation-refused-none = Нищо от приетото не е отказано.
admin-federation-about = Относно
admin-federation-why = Причина
admin-federation-counters = Всички броячи от пускането досега
admin-state-federation = { $n ->
    [0] Всички други сървъри отговарят
    [one] Един друг сървър не отговаря
   *[other] { $n } други сървъра не отговарят
}
activity-accept = Приемане
activity-add = Закачане
activity-announce = Препредаване
activity-create = Публикуване
activity-delete = Оттегляне
activity-flag = Сигнал
activity-follow = Молба за следване или членство
activity-like = Отбелязване като полезно
activity-lock = Заключване на разговор
activity-reject = Отказ
activity-remove = Откачане
activity-undo = Отмяна
activity-update = Промяна
article-community = Общност

# Какво се знае тук за онова, което е другаде.
communities-nothing-arrived = Тук още не е стигнало нищо от тази общност
communities-nothing-arrived-text = Щом в нея членува някой от този сървър, новото се появява тук. Написаното дотогава може да се прочете на нейния сървър.
elsewhere-nothing = До този сървър още не е стигнало нищо. На страницата там може да има повече.
elsewhere-nobody = Тук още не познаваме никого, който работи там.
