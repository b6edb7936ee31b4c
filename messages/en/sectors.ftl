### The built-in sectors of integration.

sector-housing = Housing
sector-employment = Employment
sector-recognition-of-qualifications = Recognition of qualifications
sector-education = Education
sector-children-and-youth = Children and youth
sector-health = Health
sector-social-protection = Social protection
sector-language-learning = Language learning
sector-legal-status-and-rights = Legal status and rights
sector-family-reunification = Family reunification
sector-one-stop-services = One-stop services
sector-digital-services = Digital services
sector-gender = Gender
sector-civic-participation = Civic participation
sector-anti-discrimination = Anti-discrimination
sector-intercultural-competence = Intercultural competence
sector-media-and-host-society = Media and the host society
sector-governance-and-strategy = Governance and strategy
sector-funding = Funding
sector-data-and-monitoring = Data and monitoring

### Pages about sectors.

sectors-page = Sectors of integration
sectors-lead = Everything here, by the part of life that it is about.
# $name is a sector: "Housing".
sectors-of-lead = Communities, practices and discussions: { $name }.
sectors-communities = All communities in this sector
sectors-newest = Newest
sectors-practices = Practices in this sector, with all filters
sectors-empty = Nothing here yet
sectors-empty-text = Nobody has published anything about this sector that you can read.
