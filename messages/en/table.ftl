# Lists as tables: to be opened in other programs, and to be brought in.

table-take = Download this list as:
table-take-whom = Download the list of those you follow as:
table-take-taken = Download the list of those who have taken it up or use it as:
table-cut = The list goes on: a file holds its first { $n } rows. Narrow the list to take the rest.
table-xlsx = Excel workbook
table-csv = CSV
table-json = JSON

# Headings of columns.
table-address = Page address
table-name = Name
table-headline = In one line
table-country = Country
table-people = People here (number)
table-host = Server
table-handle = Address for mentions
table-visibility = Who can read it
table-join-policy = Joining
table-members = Members (number)
table-discussions = Discussions (number)
table-practices = Practices (number)
table-kind = Kind of entry
table-body = Text
    .hint = Headings, lists and links are written as Markdown.
table-published = Published on
    .hint = A day such as 22.11.2026. The month or the year alone is enough too.
table-updated = Last changed
table-author = Described by
table-organisation = On behalf of
table-community = Community
table-useful = Useful to (people)
table-comments = Questions and answers (number)
table-taken-up = Taken up by others (number)
table-written-by = Written by
table-active = Last activity
table-replies = Replies (number)
table-state = State
table-who = Person or organisation
table-who-person = person
table-who-organisation = organisation
table-works-for = Organisation
table-role = Role
table-role-member = member
table-since = Since
table-part = Part
table-excerpt = Where the words stand
table-all-words = Has all the words
table-used-since = Used since (year)
table-used-how = How it is used
table-used-by = Confirmed by
table-asked = Question
table-asked-on = Asked on
table-other-side = Other side
table-through = Passed on by

# Names of files.
table-topics-title = Discussions: { $name }
table-taken-title = Who has taken up “{ $title }”

# The empty table.
table-words = Words to choose from
table-form-other = Choose one of the words in the list.
table-form-many = Several words are separated by semicolons. All are on the sheet “Words to choose from”.
table-form-parts = One line for each, its parts separated by “|”: { $parts }.

# Rows that are to be corrected.
table-what-is-wrong = What to correct
table-what-is-lacking = What is missing

# Bringing in.
table-import-link = Bring in practices from a table
table-import-title = Bring in practices from a table
table-import-lead = If you have descriptions in a table already, do not type them again. You see what would become of each row before anything is kept.
table-import-one = Download the empty table, with its headings and the words to choose from, or bring your own: after uploading you say which column is what.
table-import-two = Fill in one row for each description. Several words in one cell are separated by semicolons.
table-import-three = Upload the table and look at what would become of each row.
table-kind-label = What is in the table?
table-lang = Language of the texts
    .hint = For rows that do not name another one.
table-file = Table
    .hint = A file of Excel or LibreOffice, or CSV. At most 2,000 rows and 8 MB.
table-file-csv = Table
    .hint = A CSV file. In Excel or LibreOffice choose “Save as” and CSV. At most 2,000 rows and 8 MB.
table-upload = Upload and look
table-begun = Your tables
table-kept = Tables are deleted 30 days after they last changed. What was brought in stays.
table-state-open = to be looked at
table-state-running = being brought in
table-state-done = brought in

# Before anything is brought in.
table-look-title = Look before bringing in
table-outcome-title = What was brought in
table-verdict = { $all ->
    [one] { $n } of { $all } row can be brought in
   *[other] { $n } of { $all } rows can be brought in
}
table-verdict-whole = { $n ->
    [one] { $n } row is ready to be published
   *[other] { $n } rows are ready to be published
}
table-verdict-lacking = { $n ->
    [one] { $n } row becomes a draft because something is missing
   *[other] { $n } rows become drafts because something is missing
}
table-verdict-wrong = { $n ->
    [one] { $n } row has to be corrected
   *[other] { $n } rows have to be corrected
}
table-verdict-twice = { $n ->
    [one] { $n } row is a repetition and is not brought in twice
   *[other] { $n } rows are repetitions and are not brought in twice
}
table-verdict-alike = { $n ->
    [one] { $n } row has a title that somebody else has published already
   *[other] { $n } rows have titles that others have published already
}
table-verdict-unused = { $n ->
    [one] { $n } column was not recognised
   *[other] { $n } columns were not recognised
}
table-columns = Columns
table-columns-lead = Above each field stands the heading in your table; choose what it means.
table-columns-n = { $n ->
    [one] { $n } column
   *[other] { $n } columns
}
table-column = Column
table-column-none = not used
# $name are the letters of the column, as the program shows them.
table-column-unnamed = Column { $name } (no heading)
table-error-column = Two columns cannot mean the same. Choose something else for one of them.
table-for-all = For all rows
table-licence = Licence
    .hint = For rows that do not name another one.
table-check = Check again
table-checked = The table was checked again.
table-look-again = The change is kept. Look at the rows and confirm once more.
table-nothing = No row can be brought in.
table-wrong = To be corrected
table-wrong-lead = These rows are not brought in. Download them with what is wrong, correct them and upload them again:
table-twice = Repetitions
table-twice-lead = You have a description with the same title, or the title stands in the table twice.
table-alike = Described by others already
table-alike-lead = In the community or on behalf of the organisation there is a description with the same title. These rows are brought in; see whether they describe the same.
table-lacking = Become drafts
table-lacking-lead = Before they can be published, this has to be filled in as well:
table-row = Row { $n }
table-number = Row
table-more = { $n ->
    [one] and { $n } more row
   *[other] and { $n } more rows
}
table-read = How the first rows were understood
table-read-more = { $n ->
    [0] nothing else is filled in
    [one] and { $n } more field
   *[other] and { $n } more fields
}
table-keep = { $n ->
    [one] Keep { $n } draft
   *[other] Keep { $n } drafts
}
table-publish = { $n ->
    [one] Publish { $n } description
   *[other] Publish { $n } descriptions
}
table-keep-meta = Only you see drafts.
table-publish-meta = When you publish, rows that lack something stay drafts.
table-forget = Discard the table
table-forgotten = The table was deleted. Nothing of it was brought in.
table-error-word = “{ $word }” is not one of the words to choose from.
table-error-parts = “{ $line }” has more than { $max } parts. Parts are separated by “|”; where the sign belongs to the text, write “\|”.
table-error-formula = The formula in this cell has failed (“{ $word }”). Correct it or enter the value.
error-table-running = This table is being brought in already.

# Afterwards.
table-progress = { $done } of { $all } brought in
table-progress-lead = You can close this page; the rest goes on.
table-progress-again = Refresh
table-failed = Not brought in
table-failed-lead = Download these rows with what is wrong, correct them and upload them again:
table-row-failed = The row could not be brought in. Try it again.
table-row-twice = You have a description with this title, or the title stands in the table twice.
table-brought = Brought in
table-brought-lead = Drafts are completed and published from their own pages.
table-row-published = published
table-row-draft = draft
table-again = Bring in another table
resources-table-import-link = Bring in resources from a table
resources-table-import-title = Bring in resources from a table

# What people call columns in tables of their own, between commas.
table-also-title = Name, Title of the practice, Name of the practice
table-also-summary = Abstract, Short description, In brief
table-also-body = Text, Full text, Content
table-also-lang = Language
table-also-sectors = Sector, Theme, Themes, Topic, Topics, Policy area
table-also-licence = License
table-also-city = City, Municipality, Town, Place, Location, Region
table-also-country = Country
table-also-lead-organisation = Organisation, Organization, Institution, Implementer
table-also-partners = Partner
table-also-problem = Problem, Need, Challenge
table-also-approach = Activities, What was done, Description of activities
table-also-results = Result, Outcomes, Achievements
table-also-target-groups = Target group, Target groups, Beneficiaries
table-also-funding = Source of funding
table-also-period-start = Start date, Start year, From
table-also-period-end = End date, End year, To
table-also-website = Web site, Homepage, Link
table-also-url = Link, Web address
table-also-authors = Author
