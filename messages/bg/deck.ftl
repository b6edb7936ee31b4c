# Видът `deck` и страниците, на които се играе и печата.

kind-deck = Тесте карти

deck-section-facts = Основни данни
deck-section-cards = Карти
deck-section-about = За тестето
deck-section-law = Нормативна уредба
deck-section-origin = Произход и финансиране

deck-step-facts = Основни данни
deck-step-cards = Карти
deck-step-about = Описание

deck-duration = Времетраене
deck-duration-hint = Колко трае една игра, в минути.
deck-use = Как се играе
deck-use-hint = За колко души е, какво прави всеки със своята карта и кога свършва.
deck-cards = Карти
deck-cards-hint = Лицето е това, което се вижда първо: въпрос, случка, дума. Гърбът не е задължителен: отговор или обяснение.
deck-cards-row = Карта { $n }
deck-cards-front = Лице
deck-cards-back = Гръб
deck-cards-group = Група

deck-count = { $n ->
    [one] Една карта
   *[other] { $n } карти
}
deck-play = Играйте
deck-play-title = { $title }: игра
deck-print = Отпечатайте картите
deck-print-title = { $title }: карти за печат
deck-print-hint = На всеки лист има девет карти, а на следващия са гърбовете им, в реда, който съвпада при двустранен печат с обръщане по дългата страна. Изберете „Печат“ от менюто на браузъра.
deck-show-all = Всички карти
deck-turn = Обърнете картата
deck-card-of = Карта { $n } от { $of }
deck-next = Следваща карта
deck-previous = Предишна карта
deck-shuffle = Разбъркване
deck-in-order = В първоначалния ред
deck-all-groups = Всички групи
deck-group = Група
deck-finished = Това беше последната карта.
deck-again = Отначало
deck-back = Към тестето
