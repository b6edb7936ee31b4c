# Видът `resource`: надписи, указания и стойности на полетата.

kind-resource = Ресурс

resource-section-facts = Основни данни
resource-section-about = За ресурса
resource-section-law = Нормативна уредба
resource-section-origin = Произход и финансиране

resource-step-facts = Основни данни
resource-step-about = Описание

resource-form = Какво е?
resource-form-short = Вид
resource-form-hint = Изберете най-близкото. За наръчник с глави, тесте карти и подборка има отделни формуляри.
resource-form-guideline = насоки
resource-form-video = обучително видео
resource-form-debate-model = модел на дебат или дискусия
resource-form-calendar = календар
resource-form-template = образец на документ или заявление
resource-form-presentation = презентация
resource-form-report = доклад или изследване
resource-form-dataset = набор от данни
resource-form-link = връзка към сайт
resource-form-other = друго
resource-form-handbook = наръчник
resource-form-deck = тесте карти
resource-form-collection = подборка
resource-legal = Нормативна уредба
resource-legal-hint = За кои актове става дума и към кой момент: законите се променят и читателят трябва да вижда дали текстът още е в сила.
resource-legal-row = Акт { $n }
resource-legal-act = Акт
resource-legal-article = Член, алинея
resource-legal-version = Редакция
resource-legal-as-of = Актуално към
resource-legal-url = Адрес
resource-level = Докъде важи?
resource-level-short = Равнище
resource-level-hint = За една община, за област, за цялата страна или за Европейския съюз.
resource-level-local = местно
resource-level-regional = областно
resource-level-national = национално
resource-level-eu = европейско
resource-url = Адрес
resource-url-hint = Къде се намира, ако е на друг сайт. Файловете се добавят на следваща стъпка.
resource-authors = Автори
resource-authors-hint = Кой го е създал, както трябва да бъде посочен. Например „Н. Чакърова, О. Салиев“.
resource-made = Кога е създаден?
resource-made-short = Година
resource-made-hint = Достатъчна е годината: 2024 или 05.2024.
resource-duration = Времетраене
resource-duration-hint = В минути, за видео и записи.
resource-description = Описание
resource-description-hint = Какво съдържа и как е създаден.
resource-use = Как се използва
resource-use-hint = За кого и при какъв повод, и за какво трябва да се внимава.
resource-project = Проект
resource-project-hint = Проектът или програмата, по която е създаден.
resource-funder = Финансиране
resource-funder-hint = Кой го е финансирал, например „Фонд ’Убежище, миграция и интеграция‘“.
resource-disclaimer = Уточнение от финансиращия орган
resource-disclaimer-hint = Текстът, който финансиращият орган изисква. Стои във всеки печат и във всяка езикова версия.

resource-error-link = Връзката към сайт има нужда от адрес
