# Видът „дискусия“: названия, пояснения и възможности на полетата.

discussion-section-about = Какво е това
discussion-section-decision = Решението
discussion-step-text = Текстът
discussion-step-decision = Решението

discussion-type = Какво е това?
discussion-type-hint = Така хората разбират какво очаквате от тях. По-късно можете да го промените.
discussion-type-question = Въпрос: търся отговор
discussion-type-discussion = Обмен: искам да чуя мнения и опит
discussion-type-decision = Решение: трябва да се договорим за нещо

discussion-decision = Какво решихме?
discussion-decision-hint = С няколко изречения, разбираеми и без прочит на дискусията. Отбележете и особеното мнение, ако има такова.
discussion-decision-state = Докъде е стигнало?
discussion-decision-state-hint = Променяйте го в хода на работата; общността го вижда в списъка.
discussion-decision-state-proposed = предложено
discussion-decision-state-agreed = прието
discussion-decision-state-under-way = изпълнява се
discussion-decision-state-done = изпълнено
discussion-decision-state-dropped = отпаднало
discussion-decision-date = Дата на решението
discussion-decision-date-hint = Ден или само месец, или година.
discussion-decision-owner = Кой отговаря?
discussion-decision-owner-hint = Човек или длъжност, например „ръководител на социалните услуги“.
discussion-decision-due = Срок
discussion-decision-due-hint = Ден или само месец, или година.

discussion-error-decision = Напишете какво е решено или оставете полетата за решението празни
discussion-error-no-decision = Въпросът няма решение. Изберете по-горе „Решение“ или оставете полето празно
discussion-error-due = Срокът е преди датата на решението. Проверете двете дати
