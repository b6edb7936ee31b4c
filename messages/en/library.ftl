# The library: the list of practices, the sheet of a practice, describing one, language versions, history.

library-menu-practices = Practices
library-create-practice = Practice
    .hint = What you did, what came of it and what did not, so that another city can do it too.

# The list.
library-list-title = Practices
library-list-title-for = Practices for “{ $q }”
library-list-lead = What other cities did, what came of it, and what it takes to do it too.
library-list-describe = Describe a practice
library-list-search = Search practices
library-list-search-button = Search
library-count = { $n ->
    [0] No practices
    [one] { $n } practice
   *[other] { $n } practices
}
library-show = { $n ->
    [0] Apply the filters
    [one] Show { $n } practice
   *[other] Show { $n } practices
}
library-filters = Filters
library-filters-jump = { $n ->
    [0] Filters
   *[other] Filters ({ $n })
}
library-filters-chosen = Chosen filters
library-filter-remove = remove this filter
library-filters-clear = Clear all
library-filter-words = “{ $q }”
library-facet-sector = Sector
library-facet-lang = Language of the description
library-facet-quality = Quality
library-facet-kind = What it is
library-quality-reviewed = Peer-reviewed
library-quality-used = Used by others
library-quality-checked = Checked within a year
library-facet-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
library-sort = Order
library-sort-best = best match
library-sort-new = newest
library-sort-useful = most useful
library-sort-used = most used by others
library-sort-button = Sort
library-next = More practices
library-first = Back to the start of the list
library-pages = Pages
library-languages = Languages of the description
library-empty-title = No practice fits what you chose
library-empty-drop = Try without one of the filters:
library-empty-drop-one = without “{ $filter }”
library-empty-words = Search for fewer or more general words.
library-empty-ask = Ask the network
library-empty-ask-text = Some city may have done it already and not described it yet.
library-none-title = No practice has been described yet
library-none-text = The first one may be yours. A title and two sentences are enough to begin with; the rest can be added later.

# The card of a practice in a list.
library-card-within = Found in the discussion
library-card-useful = { $n ->
    [one] useful to { $n } person
   *[other] useful to { $n } people
}
library-card-questions = { $n ->
    [one] { $n } question or answer
   *[other] { $n } questions and answers
}
library-outcome-worked = worked
library-outcome-mixed = worked in part
library-outcome-failed = did not work
library-kind = Good practice
library-example = Example
library-example-text = Made up to show what such a page looks like. The city, the people and the figures are not real.
library-state-draft = Draft
library-state-members = Members only
library-state-unlisted = Not in lists
library-state-local = This server only

# The sheet.
library-place = { $city }, { $country }
library-ask-city = Ask { $city }
library-ask = Ask a question
library-ask-meta = Those who did it answer here
library-print = Print or PDF
library-save = Save
library-saved = Saved
library-saved-undo = Take it out of your bookmarks
library-useful = Useful
library-useful-n = Useful · { $n }
library-useful-undo = You marked it as useful. Take the mark away
library-edit = Edit
library-withdraw = Withdraw
library-report = Report
library-facts = Key facts
library-facts-sectors = Sectors
library-facts-organisation = On behalf of
library-facts-author = Described by
library-facts-community = Community
library-facts-licence = Licence
library-facts-published = Published
library-versions = Language versions
library-version-original = original
library-version-human = translation
library-version-machine = machine translation
library-version-reviewed-by = reviewed by { $name }
library-version-by = by { $name }
library-version-unreviewed = not reviewed
library-version-outdated = behind the original
library-version-add = Add a language
library-version-edit = Update the translation
library-version-review = Mark as reviewed
library-note-translation = You are reading a translation. The original is in { $language }.
library-note-machine = You are reading a machine translation that nobody has checked. The original is in { $language }.
library-note-machine-reviewed = You are reading a machine translation that a person has checked. The original is in { $language }.
library-note-missing = There is no version in the language you read in yet. This is the text in { $language }.
library-note-outdated = The original was changed after this translation.
library-note-original = Read the original
library-note-translate = Translate it
library-note-offer = Offer a translation
library-revisions = Versions
library-revision = Version { $n } of { $date }
library-alike = Similar practices
library-history-link = See the changes
library-cite = Cite this
library-cite-lead = Name it like this in a report or a strategy:
library-cite-line = { $who } ({ $year }). { $title } [{ $what }, revision { $n }]. { $address }.
library-printed = Printed from { $host } on { $date } · version { $n } · licence { $licence }
library-printed-free = Printed from { $host } on { $date } · version { $n }
library-draft-banner = This is a draft. Only you can see it.
library-draft-continue = Continue the description

# Describing it step by step.
library-new-title = New practice
library-new-page = New practice, step { $n } of { $of }
library-edit-title = Edit the practice
library-edit-page = Draft, step { $n } of { $of }
library-step-of = Step { $n } of { $of }
library-step-here = you are here
library-step-promise = Title and summary
library-step-promise-hint = The title and summary are what others see in the list. The rest follows in the next steps.
library-step-facts-hint = From these fields another city decides within a minute whether the practice suits it. A rough value is better than an empty field.
library-step-story-hint = Write plainly, as if you told a colleague on the telephone.
library-step-results-hint = Say what did not work, too. That is what saves others time and money.
library-step-kit-hint = What does a city need that wants to do the same? Everything here is optional.
library-step-chapters = Chapters
library-step-chapters-hint = The table of contents, in the order of reading. Each chapter is kept as soon as it is added, and can be changed, translated and moved at any time.
library-step-files = Files
library-step-files-hint = Documents, pictures, films and data that belong to it. What you add is kept at once; all of it is optional.
library-continue-on = Continue
library-back-on = Back
library-files-at-once = Files are added and removed at once, without saving the form above.
library-step-review = Check and publish
library-step-review-hint = You can save the draft and continue another time.
library-steps = Steps
library-step-saved = The draft was saved { $when }, and only you can see it.
library-step-unsaved = The draft is saved at every step. Only you can see it.
library-step-kept = What you filled in is saved in the draft. These fields are needed before it can be published.
library-step-skip = Leave it for later
library-continue = Save and continue
library-back = Save and go back
library-save-draft = Save the draft
library-cancel = Cancel
library-publish = Publish
library-publish-missing-text = { $n ->
    [one] Before you publish, fill in { $n } more field:
   *[other] Before you publish, fill in { $n } more fields:
}
library-publish-ready = Everything that is needed is there. Read it once more with the eyes of a colleague from another city.
library-publish-seen-public = Everybody will see it, without signing in.
library-publish-seen-unlisted = Whoever has its address will see it; it will not be in lists.
library-publish-seen-members = Only members of the community will see it.
library-publish-seen-local = Only people of this server will see it.
library-publish-seen-local-members = Only members of the community on this server will see it.
library-preview-heading = This is how it will look
library-title = Title
    .hint = One promise in one sentence: what changes for people. For instance “One counter, one plan: newcomers tell their story only once”.
library-summary = Summary
    .hint = Two or three sentences: what you do, for whom, and what changed. From it people decide whether to read on.
library-body = Text
    .hint = What a colleague from another city has to know. Headings, lists and links can be set with the buttons or with Markdown.
library-lang = Language of the description
    .hint = The language you write in. Others are added afterwards.
library-sectors = Sectors
    .hint = Choose those that are closest; up to three are usually enough.
library-licence = Licence
    .hint = How others may use your text. CC BY 4.0 allows everything as long as you are named.
library-community = Community
    .hint = Whoever sees the community will see this. It cannot be moved afterwards.
library-community-none = In no community
library-visibility = Who sees it
    .hint = Counts when no community is chosen. It cannot be changed afterwards.
library-visibility-public = Everybody
library-visibility-unlisted = Whoever has the address
library-visibility-local = People of this server
library-organisation = Publish on behalf of “{ $name }”
    .hint = Otherwise you publish for yourself.
library-organisation-own = Publish on behalf of your organisation
    .hint = Otherwise you publish for yourself.
library-note = What did you change?
    .hint = One sentence for the history, for instance “Figures for 2026 added”.
library-error-note = Say in a few words what you changed
library-save-changes = Save the changes
library-preview-changes = Look at it before saving
library-drafts = Your drafts
library-drafts-hint = What you began is kept until you publish or delete it.
library-draft-untitled = A practice without a title
library-draft-delete = Delete the draft

# What was done.
library-done-draft = The draft is saved. Only you can see it.
library-done-published = The practice is published. Thank you on behalf of the cities that will read it.
resource-done-published = The resource is published. Thank you on behalf of the cities that will use it.
handbook-done-published = The handbook is published. Thank you on behalf of the cities that will read it.
deck-done-published = The deck of cards is published. Thank you on behalf of the cities that will use it.
collection-done-published = The collection is published. Thank you on behalf of the cities that will use it.
library-done-changed = The changes are saved. The earlier text stays in the history.
library-done-version = The language version is saved.
library-done-reviewed = The translation is marked as reviewed.

# A language version.
library-translate-title = Translate a practice
library-translate-heading = Translation: { $title }
library-translate-lead = Beside each text of the original is the field for your translation. Figures and choices are the same in all languages.
library-translate-outdated = The original was changed after this translation. Compare the texts and save to bring it up to date.
library-translate-language = Language of the translation
library-translate-choose = Continue
library-translate-original = Original ({ $language })
library-translate-yours = Translation ({ $language })
library-translate-figure = Figure { $n }
library-translate-machine = The text comes from machine translation
    .hint = It carries a note until a person has reviewed it.
library-translate-reviewed = I have reviewed the translation against the original
    .hint = Your name will stand beside the translation.
library-translate-save = Save the translation

# History.
library-history-title = History of the practice
library-history-lead = Every state is kept. The newest comes first.
library-history-current = current version
library-history-version = Version { $n }
library-history-by = { $name }, { $when }
library-history-somebody = Somebody
library-history-no-note = No note
library-history-first = First published
library-history-none = Nothing has been changed since the first description.
library-history-state-title = Version { $n } of “{ $title }”
library-history-state-note = This is version { $n }. The text was changed on { $date }.
library-history-back = To the current version
library-history-restore = Bring this version back
library-history-restore-hint = It becomes the current one. The text of today stays in the history.
library-history-restored = Version { $n } brought back
library-done-restored = The earlier version is the current one again.
library-history-all = To all versions

# A withdrawn practice.
library-gone-title = Withdrawn by its author
library-gone-text = On { $published } something useful for other cities was published here. On { $withdrawn } its author withdrew it, and its text is no longer kept.
library-gone-text-undated = There was a description here. Its author has withdrawn it, and its text is no longer kept.
library-gone-removed-title = Removed
library-gone-removed-text = What was published here on { $published } was removed by a moderator or a facilitator of the community.
library-gone-reason = Reason: { $reason }
library-gone-restore = Bring it back
library-gone-restore-text = What was removed is seen only by those who can bring it back.
library-gone-by = { $name } described it.
library-gone-link = See the others in the list

# The other shelf: what cities made for their work. It says in its own way what the pages above say of
# practices; what is not here is the same for both.
library-menu-resources = Library
library-create-resource = Resource
    .hint = A handbook, video, template or data set that others can use in their work.
library-new-choose = What would you like to add?
library-new-practice = What you did, what came of it and what did not.
library-new-handbook = Something longer with chapters, to be read online and printed: a handbook, a guideline.
library-new-deck = Cards with a front and a back, to be played in the browser or printed.
library-new-collection = Practices, resources and pages that belong together, each with a word about why.
library-new-resource = A file or an address: guidelines, a video, a template, a data set, a link.
resources-list-title = Library
resources-list-title-for = Library: “{ $q }”
resources-list-lead = Handbooks, videos, templates and data that other cities made for their work and share.
resources-list-describe = Add a resource
resources-list-search = Search the library
resources-count = { $n ->
    [0] No resources
    [one] { $n } resource
   *[other] { $n } resources
}
resources-show = { $n ->
    [0] Apply the filters
    [one] Show { $n } resource
   *[other] Show { $n } resources
}
resources-next = More resources
resources-empty-title = No resource fits what you chose
resources-none-title = Nothing has been added to the library yet
resources-none-text = The first resource may be yours. A title, two sentences and a file or an address are enough.
resources-new-title = New resource
resources-new-page = New resource, step { $n } of { $of }
resources-edit-title = Edit the resource
resources-step-promise-hint = Title and summary are what others see in the list. The rest follows in the next steps.
resources-step-facts-hint = From these fields others find the resource and see whether it suits them.
resources-draft-untitled = A resource without a title
resources-translate-title = Translate a resource
resources-history-title = History of the resource
resources-step-promise = Title and summary
resources-title = Title
    .hint = What it is, in a few words. For instance “Application to the ombudsman, in two languages”.
resources-summary = Summary
    .hint = One or two sentences: what it is for, and for whom. From it people decide whether to open it.
resources-ask-meta = Those who made it answer here, and those who have used it
resources-alike = Similar resources

# Who may change a thing besides its author.
writers-title = Who writes it
writers-lead = They can change the text, its files and its language versions. Only the author can withdraw it or say who else writes it. Readers see the names of those who agree to it, here and in other cities.
writers-author = author
writers-handle = Whom do you want to add?
writers-handle-hint = Name or short name of somebody with an account on this server, for example @elena_markova. Names are offered while you type.
writers-add = Add
writers-remove = Remove
writers-leave = I no longer want to
writers-back = Back to the text
writers-named = readers see this name
writers-unnamed = readers do not see this name
writers-agree = Name me as an author
writers-disagree = Do not name me
writers-done-named = Readers now see your name.
writers-done-unnamed = Readers no longer see your name.
writers-done-added = Added. They have been told.
writers-done-removed = Removed.
