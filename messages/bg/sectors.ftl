### Вградените сектори на интеграцията.

sector-housing = Жилищно настаняване
sector-employment = Заетост
sector-recognition-of-qualifications = Признаване на квалификации
sector-education = Образование
sector-children-and-youth = Деца и младежи
sector-health = Здравеопазване
sector-social-protection = Социална закрила
sector-language-learning = Езиково обучение
sector-legal-status-and-rights = Правен статут и права
sector-family-reunification = Събиране на семейството
sector-one-stop-services = Услуги на едно гише
sector-digital-services = Електронни услуги
sector-gender = Равнопоставеност на половете
sector-civic-participation = Гражданско участие
sector-anti-discrimination = Борба с дискриминацията
sector-intercultural-competence = Междукултурна компетентност
sector-media-and-host-society = Медии и приемащо общество
sector-governance-and-strategy = Управление и стратегии
sector-funding = Финансиране
sector-data-and-monitoring = Данни и мониторинг

### Страници за секторите.

sectors-page = Сектори на интеграцията
sectors-lead = Всичко тук, подредено по области от живота.
# $name е сектор: „Жилища“.
sectors-of-lead = Общности, практики и дискусии: { $name }.
sectors-communities = Всички общности в този сектор
sectors-newest = Най-ново
sectors-practices = Практиките в този сектор, с всички филтри
sectors-empty = Тук още няма нищо
sectors-empty-text = Никой не е публикувал нищо за този сектор, което можете да прочетете.
