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
