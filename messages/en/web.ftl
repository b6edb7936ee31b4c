### The frame around every page: menus, forms, dates, errors.

skip = Skip to content
home = Home
search = Search
create = Create
menu = Menu
menu-main = Main menu
menu-quick = Quick navigation
menu-profile = Your profile
admin-page = Administration
menu-licences = Fonts and icons
# $name is the reader's own name.
menu-account = { $name }, your menu
sign-in = Sign in
sign-out = Sign out
notifications = Inbox
# $n is how many have not been read: "Notifications, 5 new".
notifications-count = { $n ->
    [0] Notifications, nothing new
   *[other] Notifications, { $n } new
}
language-menu = Language
crumbs = You are here
older = Older
answered = Answered
# $n is a number of replies.
replies-count = { $n ->
    [one] { $n } reply
   *[other] { $n } replies
}
illustrative = Everything on this server is invented for demonstration.

foot-network = A house in the Guildhall network, where cities exchange what works in integration.
foot-sections = Sections
foot-help = Help
foot-about = About this server

create-title = What would you like to share?
create-text = Choose the form that fits best. You can save a draft and come back to it.
create-nothing = There is nothing to create here yet.

licences-text = Guildhall carries everything it shows; nothing is loaded from elsewhere. These are the licences of the fonts and icons.

## Dates and times

time-now = just now
# $n is a number of minutes: "1 minute ago", "5 minutes ago".
time-minutes-ago = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
# $n is a number of hours: "1 hour ago", "5 hours ago".
time-hours-ago = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
time-yesterday = yesterday
# $n is a number of days from 2 to 6.
time-days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
# "22 November 2026, 14:00"
time-date-and-clock = { $date }, { $clock }
time-year = { $year }

## Forms

form-error = Error:
form-optional = (optional)
form-choose = Choose
form-more = Show more
form-yes = Yes
form-no = No
# Between the items of a list: "housing, health".
list-comma = ,{" "}
# $n is the number of errors in the form.
form-named = { $label }: { $text }
form-errors = { $n ->
    [one] Correct one thing to continue
   *[other] Correct { $n } things to continue
}
form-kept = What was entered here has been kept, but not sent yet.
form-kept-discard = Discard what was entered
form-alone = Fill in and send one form at a time: only the one whose button you press is sent, and what stands in the others is lost.
confirm-no = Cancel
dialog-close = Close
copied = The link has been copied.
request-failed = That did not work. Check your connection and try again.
too-long = The text is too long.
loaded = The page has been updated.

editor = Formatting
editor-bold = Bold
editor-italic = Italic
editor-list = List
editor-quote = Quote
editor-link = Link
editor-link-text = text of the link

# A row of numbers in a form, counted from 1.
figures-row = Figure { $n }
figures-from = from { $before } before
figures-part = { $row }, “{ $part }”
figures-label = What was measured
figures-before = Before
figures-after = After
figures-unit = Unit

# Rows of cells in a form and on a page.
rows-paste-open = Paste from a table
rows-paste = Rows from a table
rows-paste-hint = Copy rows from a spreadsheet and paste them here. The columns are, in this order: { $columns }. They are added below the rows above.
rows-named = { $label }: { $text }

## When something cannot be shown or done. Each text says what one can do next.

error-home = Go to the home page
error-search = Search
error-reference = If you ask for help, give this number:
error-not-found-title = There is no such page
error-not-found = The address may be mistyped, or the page may be open only to members. If you have an account, sign in.
error-gone-title = This has been withdrawn
error-gone = What was here has been withdrawn by its author.
error-forbidden-title = You may not do this
error-forbidden = You do not have the rights for this. A facilitator or an administrator can help.
error-sign-in-title = Sign in to continue
error-sign-in = You need to be signed in for this.
error-invalid-title = Something needs correcting
error-invalid = Some fields cannot be accepted as they are.
error-conflict-title = Something has changed
error-conflict = Somebody was quicker, or this is no longer possible. Open the page again and look at its present state.
error-too-many-title = Too many attempts
error-too-many = Wait a little and try again.
# $n is a number of minutes.
error-too-many-wait = { $n ->
    [one] Try again in { $n } minute.
   *[other] Try again in { $n } minutes.
}
error-too-large-title = That is too large
error-too-large = What you sent is larger than this server accepts. Shorten it and send it again.
error-method-title = This cannot be done here
error-method = The address exists, but not for this. Go back and use the button on the page.
error-timeout-title = That took too long
error-timeout = The server did not finish in time. Try again.
error-request-title = The request was not understood
error-request = Go back to the page and try again.
error-cross-site = The request came from another site and was refused for your safety. Open the page here and try again.
error-elsewhere-title = Another server does not answer
error-elsewhere = The server that has what you asked for gives no usable answer. It will be asked again when you open the page again. Try later.
error-internal-title = Something went wrong on our side
error-internal = We have written down what happened. Nothing that you had saved is lost. Try again in a moment.
error-setup-title = This server is not set up yet
error-setup = Whoever runs it finds the link for setting it up in the server's log.

# What changed from one state to the next.
changes-title = What was changed after it
changes-none = No change in the text.
changes-lang = Language
changes-title-field = Title
changes-summary = Summary
changes-body = Text
changes-licence = Licence
changes-sectors = Sectors
changes-went = taken out:
changes-came = put in:
