# Файловете: списъкът на страницата и панелът за онези, които могат да го променят.

files-heading = Файлове
files-save = Запазете
files-pages = { $n ->
    [one] { $n } страница
   *[other] { $n } страници
}
files-size-kb = { $value } KB
files-size-mb = { $value } MB
files-size-gb = { $value } GB
files-file = Добавете файлове
files-types = Документи, таблици, презентации, снимки, видео, звук, данни и архиви.
files-largest = Най-много { $size }.
files-space = Използвани са { $used } от { $of }.
files-add = Качете
files-progress = Каква част е изпратена
files-emblems = Емблеми
files-emblems-hint = Емблемата на финансиращия орган или на проекта. Стои на страницата и във всеки печат.
files-emblem = Добавете емблема
files-label = Какво представлява?
files-label-of = Какво представлява { $name }?
files-describe = Запишете
files-up = Нагоре
files-remove = Премахнете
files-remove-ask = Да се премахне ли файлът? Не може да се върне.
files-remove-yes = Премахнете файла

files-done-added = Файловете са добавени.
files-done-removed = Файлът е премахнат.
files-done-described = Описанието е запазено.

files-error-none = Първо изберете файл
files-error-empty = Файлът е празен
files-error-type = Такива файлове не се приемат или съдържанието не отговаря на името
files-error-emblem = Емблемата трябва да е изображение: PNG, JPEG, WebP или GIF
files-error-large = Файлът е твърде голям
files-error-full = Няма повече място за този файл. Премахнете други или се обърнете към администратора
files-error-many = Тук вече има твърде много файлове
files-error-label = Опишете го с най-много 300 знака
files-error-broken-picture = Изображението е повредено или непълно. Отворете го, запазете го отново и опитайте пак
files-error-large-picture = Изображението е твърде голямо: най-много 64 мегапиксела и 64 MB
files-error-elsewhere = Сървърът, на който е файлът, не отговаря. Опитайте по-късно
files-error-altered = Сървърът, на който е файлът, изпрати нещо различно от обявеното. Уведомете онзи, който е добавил файла

files-meta-held = проверява се за вируси
files-meta-infected = съдържа вирус и не се предоставя
files-held = Файлът все още се проверява за вируси. Опитайте отново след малко
files-infected = Файлът съдържа вирус и не се предоставя
files-error-infected = Файлът съдържа вирус и не е приет. Проверете компютъра, от който е
files-error-unscannable = Файлът е твърде голям, за да бъде проверен за вируси
files-error-scanner = В момента файловете не могат да се проверят за вируси, затова не се приемат. Опитайте по-късно
