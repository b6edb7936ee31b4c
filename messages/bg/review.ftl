### Какво казват другите: рецензии и „използваме го“.

## Рецензия: видът и формулярът

kind-review = Рецензия
review-step-review = Рецензия
review-section-relevance = Уместност
review-relevance = Доколко практиката отговаря на действителна нужда?
review-relevance-hint = Има ли нужда, колко хора засяга и отговаря ли ѝ практиката.
review-relevance-strong = Във висока степен
review-relevance-sufficient = В достатъчна степен
review-relevance-weak = В малка степен
review-relevance-unclear = Не може да се прецени
review-relevance-why = Мотиви за оценката на уместността
review-relevance-why-hint = Няколко изречения, полезни за автора и за другите градове.
review-section-participation = Участие
review-participation = Доколко са участвали хората, за които е предназначена?
review-participation-hint = В замисъла, в изпълнението и в оценката.
review-participation-strong = Във висока степен
review-participation-sufficient = В достатъчна степен
review-participation-weak = В малка степен
review-participation-unclear = Не може да се прецени
review-participation-why = Мотиви за оценката на участието
review-participation-why-hint = Няколко изречения, полезни за автора и за другите градове.
review-section-evidence = Доказателства
review-evidence = Доколко са доказани резултатите?
review-evidence-hint = Числа, оценки, мнения на участници; и дали е казано какво не се е получило.
review-evidence-strong = Във висока степен
review-evidence-sufficient = В достатъчна степен
review-evidence-weak = В малка степен
review-evidence-unclear = Не може да се прецени
review-evidence-why = Мотиви за оценката на доказателствата
review-evidence-why-hint = Няколко изречения, полезни за автора и за другите градове.
review-section-transferability = Приложимост другаде
review-transferability = Доколко друг град може да направи същото?
review-transferability-hint = Дали описанието стига и дали условията се срещат и другаде.
review-transferability-strong = Във висока степен
review-transferability-sufficient = В достатъчна степен
review-transferability-weak = В малка степен
review-transferability-unclear = Не може да се прецени
review-transferability-why = Мотиви за оценката на приложимостта
review-transferability-why-hint = Няколко изречения, полезни за автора и за другите градове.
review-section-opinion = Общо мнение
review-opinion = Препоръчвате ли практиката?
review-opinion-hint = За кого и при какви условия, напишете в края.
review-opinion-recommended = Препоръчвам
review-opinion-conditions = Препоръчвам при условия
review-opinion-not-yet = Още не
review-section-interest = Деклариране на интерес
review-interest = Имате ли интерес, свързан с практиката?
review-interest-hint = Например общ проект, финансиране или близки отношения с авторите. Който сам е писал практиката или работи в същата организация, не я рецензира.
review-interest-none = Нямам такъв интерес
review-interest-declared = Имам и го декларирам
review-interest-text = Какъв е интересът?
review-interest-text-hint = Попълва се, ако декларирате интерес. Посочва се в рецензията.
review-error-interest = Посочете какъв е интересът или изберете, че нямате такъв.
review-conclusion = Заключение
review-body = За кого и при какви условия
review-body-hint = На кои градове бихте препоръчали практиката, какво трябва да имат и какво бихте променили.
review-page = Рецензия на практика
review-title = Рецензия: { $title }
review-lead = Рецензията се подписва с Вашето име. Можете да я запазите като чернова; авторът научава за нея, когато я публикувате, и може да отговори.
review-meta = Всеки може да публикува по една рецензия на практика. След публикуването можете да я промените или оттеглите.
review-lang = Език на рецензията
review-organisation = От името на { $name }
review-publish = Публикувайте рецензията
review-save = Запазете промените
review-keep = Запазете чернова
review-done = Рецензията е публикувана.
review-done-draft = Черновата е запазена. Виждате я само Вие.
review-done-changed = Рецензията е променена.

## Страницата на рецензията

review-on-behalf = от името на
review-edited = променена на { $date }
review-earlier-text = След тази рецензия практиката е променена.
review-earlier-link = Вижте версията, за която се отнася
review-whole = Общо мнение
review-answers-meta = Тук авторът на практиката може да отговори публично.

## В описанието на практиката

reviews-heading = { $n ->
    [0] Рецензии
    [one] { $n } рецензия
   *[other] { $n } рецензии
}
reviews-none = Още няма рецензии.
reviews-mark-count = { $n ->
    [one] { $mark } (1)
   *[other] { $mark } ({ $n })
}
reviews-by = Рецензия от
reviews-answered = авторът е отговорил
reviews-earlier = за предишна версия
reviews-write = Напишете рецензия
reviews-ask = Поискайте рецензия
reviews-card = { $n ->
    [one] { $n } рецензия
   *[other] { $n } рецензии
}

## Покана за рецензия

reviewers-title = Покани за рецензия
reviewers-lead = Поканете човек от този сървър, който познава темата. Той получава известие и отговаря дали ще напише рецензия.
reviewers-handle = Кого каните?
reviewers-handle-hint = Име или кратко име на лице с профил на този сървър, например @elena_markova. Докато пишете, се предлагат имена.
reviewers-ask = Поканете
reviewers-asked-on = покана от { $date }
reviewers-asked = чака отговор
reviewers-accepted = ще напише
reviewers-declined = отказва
reviewers-remove = Оттеглете поканата
reviewers-done-asked = Поканата е изпратена.
reviewers-done-removed = Поканата е оттеглена.
reviewers-done-accepted = Приехте. Напишете рецензията, когато имате време; може да я запазите като чернова.
reviewers-done-declined = Отказахте. Който Ви е поканил, научава за това.
reviewers-you-asked = { $who } Ви кани да напишете рецензия на тази практика.
reviewers-you-accepted = Приехте поканата на { $who } да напишете рецензия.
reviewers-you-declined = Отказахте поканата на { $who } за рецензия.
reviewers-accept = Приемам
reviewers-decline = Отказвам
reviewers-accept-yet = Все пак приемам

## „Използваме го“

kind-endorsement = Потвърждение за използване
endorsement-section-use = Използване
endorsement-step-use = Използване
endorsement-use = Използваме го
endorsement-use-hint = Казва се от името на организация.
endorsement-use-in-use = да
endorsement-since = Откога?
endorsement-since-hint = Годината е достатъчна, например 2024.
endorsement-how = Как го използвате?
endorsement-how-hint = Едно изречение, което ще помогне на следващия град.
endorsement-withdraw-title = Да оттеглим ли потвърждението?
endorsement-withdraw-text = Вече няма да се вижда, че организацията Ви използва описаното. Ако го използвате отново, можете пак да го потвърдите.
endorsement-withdraw-confirm = Оттеглете потвърждението
endorsement-withdraw-keep = Оставете го
endorse-page = Използваме го
endorse-lead = Потвърждавате, че { $name } използва описаното. Всички, които четат описанието, виждат името на организацията и Вашето.
endorse-meta = Ако сте го променили за Вашия град, по-добре го опишете като внедряване: така другите научават какво се е получило при Вас.
endorse-lang = Език, на който пишете
endorse-save = Потвърдете
endorse-withdraw = Вече не го използваме
endorse-done = Благодарим. Вашата организация вече е сред тези, които използват описаното.
uses-heading-none = Кой го използва
uses-heading = { $n ->
    [one] Използва го { $n } организация
   *[other] Използват го { $n } организации
}
uses-none = Още никоя организация не е потвърдила, че го използва.
uses-note = Използва го
uses-since = от { $date }
uses-said-by = потвърждава
uses-endorse = Използваме го
uses-change = Променете потвърждението на Вашата организация
uses-card = { $n ->
    [one] използва го { $n } организация
   *[other] използват го { $n } организации
}
review-error-changed = Публикацията е променена, докато пишехте. Прегледайте я отново и тогава изпратете рецензията.
