# What all kinds of content share: names of kinds, licences, countries, units, and what to do about
# a field that cannot be accepted.

kind-article = Article
kind-comment = Reply
kind-discussion = Discussion
kind-practice = Good practice

# Errors beside a field. $max, $min and $length are numbers.
content-error-title = Write a title
content-error-summary = Write a summary of a few sentences
content-error-body = Write the text
content-error-required = Fill this in
content-error-choose = Choose one
content-error-choose-some = Choose at least one
content-error-choice = Choose from the list
content-error-sectors = Choose at least one sector
content-error-long = Shorten it to { $max } characters at most; now there are { $length }
content-error-too-much = All texts together may have { $max } characters at most; now there are { $length }
content-error-many = { $max ->
    [one] At most { $max } entry fits here
   *[other] At most { $max } entries fit here
}
content-error-number = Enter a number from { $min } to { $max }
content-error-money = Enter the amount as a number of whole euros, for instance 38000
content-error-date = Enter a date such as 22.11.2026, or only the month, 11.2026, or the year, 2026
content-error-no-day = There is no such day in the calendar. Check the day and the month
content-error-url = Enter a full web address that begins with https://
content-error-lang = Choose a language from the list
content-error-lang-taken = There already is a version in this language. Take it away first, then change the language
content-error-lang-original = This is the language of the original. Choose another for the translation
content-error-person = Choose a person from the list
content-error-figure-label = Say what the figure counts
content-error-figure-long = Shorten the name of the figure to 200 characters at most
content-error-figure-after = Enter the figure: the value afterwards, or before and afterwards
content-error-figure-number = Enter a number, for instance 6.4
content-error-community = Choose the community it belongs to
content-error-organisation = You can only publish on behalf of your own organisation
content-error-visibility = Only what belongs to a community can be for its members
content-error-reason = Write the reason in one sentence
content-error-report-reason = Choose what is wrong
content-error-report-detail = Explain in a sentence what is wrong

# Refusals of a whole action.
content-error-locked = This discussion is closed for new replies.
content-error-blocked = You cannot reply here.
content-error-no-comments = One cannot reply to this.
content-error-no-question = Only a reply to a question can be accepted as the answer.
content-error-pin = Only a discussion or a practice of a community can be pinned.
content-error-removed = It was removed already.
content-error-not-removed = It is not removed, so there is nothing to put back.
content-error-decided = Somebody has decided this report already.
content-error-changed = It was changed while you were writing. Open it again and add your changes; copy your text first.
content-error-import-unknown = This file is neither an export of this kind of server nor a list of addresses. Choose another file
content-error-import-other = This file belongs to the other kind of import: a person’s file is imported in her settings, a community’s on its own page
content-error-import-empty = There is nothing in this file that could be imported
content-error-import-many = This file holds more than 5000 entries. Divide it into several
content-error-import-busy = The previous import is still under way. Wait until it is done

# Where a language version comes from.
version-original = original
version-human = translated by a person
version-machine = translated automatically
version-current = up to date
version-outdated = behind the original
version-reviewed = reviewed by { $name }

# Licences.
licence-cc-by-4-0 = CC BY 4.0: name the author
licence-cc-by-sa-4-0 = CC BY-SA 4.0: name the author, share alike
licence-cc-by-nc-4-0 = CC BY-NC 4.0: name the author, not for profit
licence-cc-by-nc-sa-4-0 = CC BY-NC-SA 4.0: name the author, not for profit, share alike
licence-cc-by-nd-4-0 = CC BY-ND 4.0: name the author, no changes
licence-cc-by-nc-nd-4-0 = CC BY-NC-ND 4.0: name the author, not for profit, no changes
licence-cc0-1-0 = CC0 1.0: free of all conditions
licence-unknown = not stated

# What figures count: the word in a form, then a number with its unit.
unit-number = just a number
unit-number-value = { $value }
unit-percent = percent
unit-percent-value = { $value }%
unit-people = people
unit-people-value = { $n ->
    [one] { $value } person
   *[other] { $value } people
}
unit-children = children
unit-children-value = { $n ->
    [one] { $value } child
   *[other] { $value } children
}
unit-families = families
unit-families-value = { $n ->
    [one] { $value } family
   *[other] { $value } families
}
unit-cases = cases
unit-cases-value = { $n ->
    [one] { $value } case
   *[other] { $value } cases
}
unit-visits = visits
unit-visits-value = { $n ->
    [one] { $value } visit
   *[other] { $value } visits
}
unit-minutes = minutes
unit-minutes-value = { $value } min
unit-hours = hours
unit-hours-value = { $n ->
    [one] { $value } hour
   *[other] { $value } hours
}
unit-days = days
unit-days-value = { $n ->
    [one] { $value } day
   *[other] { $value } days
}
unit-weeks = weeks
unit-weeks-value = { $n ->
    [one] { $value } week
   *[other] { $value } weeks
}
unit-months = months
unit-months-value = { $n ->
    [one] { $value } month
   *[other] { $value } months
}
unit-euro = euros
unit-euro-value = €{ $value }
unit-measures = measures
unit-measures-value = { $n ->
    [one] { $value } measure
   *[other] { $value } measures
}
unit-complaints = complaints
unit-complaints-value = { $n ->
    [one] { $value } complaint
   *[other] { $value } complaints
}
unit-copies = copies
unit-copies-value = { $n ->
    [one] { $value } copy
   *[other] { $value } copies
}

# Countries, in the Union's usual short names.
country-ad = Andorra
country-al = Albania
country-am = Armenia
country-at = Austria
country-az = Azerbaijan
country-ba = Bosnia and Herzegovina
country-be = Belgium
country-bg = Bulgaria
country-by = Belarus
country-ca = Canada
country-ch = Switzerland
country-cy = Cyprus
country-cz = Czechia
country-de = Germany
country-dk = Denmark
country-dz = Algeria
country-ee = Estonia
country-eg = Egypt
country-es = Spain
country-fi = Finland
country-fr = France
country-gb = United Kingdom
country-ge = Georgia
country-gr = Greece
country-hr = Croatia
country-hu = Hungary
country-ie = Ireland
country-il = Israel
country-is = Iceland
country-it = Italy
country-jo = Jordan
country-lb = Lebanon
country-li = Liechtenstein
country-lt = Lithuania
country-lu = Luxembourg
country-lv = Latvia
country-ly = Libya
country-ma = Morocco
country-mc = Monaco
country-md = Moldova
country-me = Montenegro
country-mk = North Macedonia
country-mt = Malta
country-nl = Netherlands
country-no = Norway
country-pl = Poland
country-pt = Portugal
country-ro = Romania
country-rs = Serbia
country-se = Sweden
country-si = Slovenia
country-sk = Slovakia
country-sm = San Marino
country-tn = Tunisia
country-tr = Türkiye
country-ua = Ukraine
country-us = United States
country-xk = Kosovo
content-error-own = You are its author already
content-error-coauthor = This person is a co-author already
content-error-coauthors = At most 30 people can write one text
content-error-attest-own = You wrote this, or somebody with you. Others review and confirm it.
content-error-attest-same = This is your own organisation's. To avoid a conflict of interest, people of other organisations review and confirm it.
content-error-attest-twice = This has been said: everybody writes one review, and each organisation confirms once.
content-error-attest-organisation = Only an organisation can say that it uses something. Your profile belongs to none.
content-error-coauthor-voice = This person, or her organisation, has reviewed or confirmed it. Who judges something does not write it.
content-error-offer-own = You can change this yourself: add the language version directly.
content-error-offers-many = Many offered versions of this wait for an answer. Try again when its author has answered some.
content-error-ask-hidden = This person may not read the description
content-error-ask-own = This person cannot write a review: she is among the authors, or of the same organisation
content-error-ask-done = This person has written a review already
content-error-ask-many = At most 20 people can be asked
content-error-check-past = Choose a date that lies ahead
content-error-check-ahead = Choose today or a date in the past: the check has been made
content-error-check-order = The next check cannot be before the last one
content-error-parts = A handbook can have at most 200 chapters
content-error-table-none = Choose a file with a table.
content-error-table-empty = There are no rows below the headings.
content-error-table-many = The table has more than 2,000 rows or more than 200 columns. Bring it in parts.
content-error-table-large = The file is larger than 8 MB.
content-error-table-format = This cannot be read as a table. Save it as XLSX or CSV and try again.
content-error-table-csv = This server reads CSV only. Save the table as CSV and try again.
content-error-table-busy = Many other tables are being read at this moment. Try again in a minute.
