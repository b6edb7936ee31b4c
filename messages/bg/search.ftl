### Търсенето във всяка стая: какво е намерено, запазени търсения, сродни неща.

# $q is what was searched for.
search-partly = Никъде не се срещат всички думи от „{ $q }“. Ето къде се срещат най-много от тях.
search-rest = Тук липсва една от думите:

menu-searches = Запазени търсения
searches-page = Запазени търсения
searches-lead = Щом се появи нещо ново, което отговаря на запазено търсене, ще получите известие – най-много веднъж на ден. Списъка виждате само Вие.
searches-empty = Още нямате запазени търсения
searches-empty-text = Потърсете нещо и натиснете „Запазете търсенето“.
searches-empty-link = Към търсенето
searches-save = Запазете търсенето
searches-save-meta = Ще Ви известим, щом се появи нещо ново.
searches-save-button = Запазете
searches-name = Име на търсенето
searches-saved = Търсенето е запазено
searches-forget = Изтрийте
searches-forgotten = Търсенето е изтрито
error-searches-full = Имате 50 запазени търсения. Изтрийте някое, за да запазите ново
# $title is what is new.
notification-saved-search = По Ваше запазено търсене има ново: „{ $title }“

alike-check = Вижте има ли вече отговор
alike-heading = Има ли вече отговор?
alike-none = Не открихме нищо подобно. Въпросът Ви е нов.
alike-go-on = Ако това не Ви помага, продължете с въпроса си.
alike-people = Хора, които може би знаят
