# The kind `resource`: labels, hints and options of its fields.

kind-resource = Resource

resource-section-facts = Key facts
resource-section-about = About it
resource-section-law = Legal references
resource-section-origin = Where it comes from

resource-step-facts = Key facts
resource-step-about = Description

resource-form = What is it?
resource-form-short = Type
resource-form-hint = Choose what fits best. A handbook with chapters, a card deck and a collection have forms of their own.
resource-form-guideline = guidelines
resource-form-video = training video
resource-form-debate-model = model of a debate or discussion
resource-form-calendar = calendar
resource-form-template = document or application template
resource-form-presentation = presentation
resource-form-report = report or study
resource-form-dataset = data set
resource-form-link = web link
resource-form-other = other
resource-form-handbook = handbook
resource-form-deck = card deck
resource-form-collection = collection
resource-legal = Legal references
resource-legal-hint = The acts it speaks of, and as of when: laws change, and readers should see whether it still holds.
resource-legal-row = Reference { $n }
resource-legal-act = Act
resource-legal-article = Article
resource-legal-version = Version
resource-legal-as-of = Valid as of
resource-legal-url = Address
resource-level = How far does it reach?
resource-level-short = Level
resource-level-hint = Whether it holds for one municipality, a region, the whole country or the Union.
resource-level-local = local
resource-level-regional = regional
resource-level-national = national
resource-level-eu = European
resource-url = Address
resource-url-hint = Where it can be found, if it stands on another site. Files are added in a later step.
resource-authors = Authors
resource-authors-hint = Who made it, as they should be named. For instance “N. Chakarova, O. Saliev”.
resource-made = When was it made?
resource-made-short = Year
resource-made-hint = A year is enough: 2024 or 05.2024.
resource-duration = Duration
resource-duration-hint = In minutes, for videos and recordings.
resource-description = Description
resource-description-hint = What is in it, and how it came about.
resource-use = How to use it
resource-use-hint = For whom and on what occasion, and what one has to watch.
resource-project = Project
resource-project-hint = The project or programme in which it was made.
resource-funder = Funder
resource-funder-hint = Who paid for it, for instance “Asylum, Migration and Integration Fund”.
resource-disclaimer = The funder’s disclaimer
resource-disclaimer-hint = The text that the funder asks for. It goes with every print and every language version.

resource-error-link = A web link needs an address
