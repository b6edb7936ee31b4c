# Видът `collection`.

kind-collection = Подборка

collection-section-facts = Основни данни
collection-section-items = Какво съдържа
collection-section-about = За подборката
collection-section-law = Нормативна уредба
collection-section-origin = Произход и финансиране

collection-step-facts = Основни данни
collection-step-items = Какво съдържа
collection-step-about = Описание

collection-items = Какво съдържа
collection-items-hint = Практики, ресурси и страници от всякакви сайтове, в реда, в който е добре да се четат. Копирайте адреса на всяка от браузъра.
collection-items-row = Запис { $n }
collection-items-title = Заглавие
collection-items-url = Адрес
collection-items-note = Защо е тук
