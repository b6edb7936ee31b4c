# Онова, което е на други сървъри: намиране, следване, присъединяване, откъде е.

# След изречението следват примери за адреси.
search-addresses = Можете да поставите и адрес на човек, общност или страница от друг сървър:
lookup-nothing = На този адрес няма нищо
lookup-nothing-text = Проверете дали сте го копирали целия. Възможно е страницата да е премахната или да не е за всички.
lookup-silent = Другият сървър не отговаря
lookup-silent-text = Може би е спрян за кратко. Опитайте по-късно; връзката ви с този сървър е наред.
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
elsewhere-content-link = Вижте оригинала
communities-waiting-elsewhere = Чака се отговор от другия сървър
communities-standing-requested-elsewhere = Чака се другият сървър
communities-done-requested-elsewhere = Молбата ви пътува към другия сървър. Ще получите известие, когато той отговори.
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
person-known-since = Познат тук от
