# Видовете `handbook` и `chapter` и страниците, на които се четат и пишат.

kind-handbook = Наръчник
kind-chapter = Глава

handbook-section-facts = Основни данни
handbook-section-about = За наръчника
handbook-section-law = Нормативна уредба
handbook-section-origin = Произход и финансиране

handbook-step-facts = Основни данни
handbook-step-about = Описание

handbook-contents = Съдържание
handbook-read = Четете от началото
handbook-whole = Целият текст на една страница, за печат или запис като PDF
handbook-chapters-edit = Добавяне и промяна на глави
handbook-no-chapters = Още няма глави.
handbook-part-of = Глава { $n } от { $of }
handbook-previous = Предишна глава
handbook-next = Следваща глава
handbook-back = Към наръчника
handbook-away = Тази глава не може да бъде заредена от { $host }. Опитайте отново след малко или я прочетете там.
handbook-away-old = { $host } не отговори. Това е текстът, както беше взет последния път.
handbook-there = Прочетете я на { $host }
handbook-fetching = { $n ->
    [one] Една глава още не е дошла от { $host }. Отворете страницата отново след малко, преди да печатате.
   *[other] { $n } глави още не са дошли от { $host }. Отворете страницата отново след малко, преди да печатате.
}
handbook-whole-title = { $title }: целият текст
handbook-whole-print = За печат или запис като PDF изберете „Печат“ от менюто на браузъра.

chapter-title = Заглавие на главата
chapter-body = Текст
chapter-body-hint = Заглавия, списъци, таблици и връзки се поставят с бутоните или с Markdown.
chapter-note = Какво променихте?
chapter-note-hint = Един ред за историята на промените.
chapter-untitled = Глава без заглавие
chapter-new = Добавяне на глава
chapter-edit = Промяна на главата
chapter-edit-of = Промяна: { $title }
chapter-up = Преместете нагоре
chapter-remove = Премахнете
chapter-remove-sure = Да се премахне ли главата „{ $title }“ с всичките ѝ езикови версии?
chapter-remove-yes = Премахнете главата
chapter-add = Добавете главата
chapter-save = Запазете
chapter-several = Няколко глави наведнъж
chapter-several-hint = Поставете тук целия текст. Всяко заглавие от най-високото ниво (ред, който започва с „# “) е начало на глава.
chapter-several-text = Целият текст
chapter-several-file = Файл с текста
chapter-several-file-hint = Обикновен текст или Markdown.
chapter-several-add = Разделете на глави
chapter-done-added = Текстът е добавен.
chapter-done-changed = Главата е променена.
chapter-done-removed = Главата е премахната.
chapter-translate = Превод на главата
chapter-history = История на промените
chapter-languages = Езици на тази глава
chapter-error-empty = Няма текст, който да бъде разделен на глави
chapter-error-incomplete = Всяка глава трябва да има заглавие и текст
