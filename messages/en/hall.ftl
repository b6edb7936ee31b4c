### The great hall: home, search, accounts, settings, people, organisations, about, administration.

## Menu

menu-people = People
menu-organisations = Organisations
menu-about = About this server
menu-accessibility = Accessibility statement
menu-privacy = Personal data
menu-software = Open source and version
menu-rules = Rules of the house
menu-settings = Settings
menu-bookmarks = Saved

## Shared by several pages

hall-email = E-mail
hall-password = Password
hall-more = Show more
hall-see-all = See all
hall-show = Show
hall-cancel = Cancel
hall-save = Save
hall-copy = Copy
hall-choose = Choose
hall-none = Not given
hall-any = Any
hall-languages = Languages
hall-sectors = Sectors
# A field that is asked in several languages: “Name (Bulgarian)”.
hall-label-in = { $label } ({ $lang })
hall-back = Back
hall-error-confirm = Tick the box to confirm
hall-link-once = This link is shown only now. Copy it and send it to the person.

## Home of a signed-in reader

home-title = Home
# $name is the first name.
home-morning = Good morning, { $name }
home-day = Hello, { $name }
home-evening = Good evening, { $name }
home-waiting = { $n ->
    [0] Nothing is waiting for you
    [one] One thing is waiting for you
   *[other] { $n } things are waiting for you
}
home-needs = Needs you
home-needs-all = All notifications
home-needs-empty = Everything is read. New replies, requests and decisions will appear here.
home-ask = Ask the network
home-ask-hint = Describe the task in one sentence. First you see practices and people who have already dealt with it; only then do you decide whether to post a question.
home-ask-label = Your question
home-ask-placeholder = e.g. How do we provide interpreting at the desk of a small city?
home-ask-button = Search
home-new = New in your communities
home-new-empty-title = Nothing has happened in your communities yet
home-new-empty = Ask the first question or describe what you do; your colleagues will see it here.
home-new-none-title = You are not in a community yet
home-new-none = Communities are where people with the same task help one another. Join one and its news will appear here.
home-communities = My communities
home-communities-find = Find a community
home-requests = { $n ->
    [one] one request to join
   *[other] { $n } requests to join
}
home-unread = New
home-steps = First steps
# Steps of the checklist that are done.
home-steps-count = { $done } of { $all }
home-steps-progress = { $done } of { $all } steps are done
home-step-profile = Profile with post, languages and sectors
home-step-community = Your first community
home-step-bookmark = A practice saved for later
home-step-post = Your first question or practice

## Home of a visitor

home-hero = What did another city do to welcome newcomers?
home-hero-lead = Experts from cities and organisations describe what they tried, what worked and what did not. Reading is free; you need an account only to take part.
home-hero-label = What are you looking for?
home-hero-placeholder = e.g. recognition of diplomas
home-hero-button = Search
home-doors = Who it is for
home-door-city = You work for a municipality
home-door-city-text = Find a practice for a city like yours and ask the colleague who did it.
home-door-city-link = Practices by topic and size of city
home-door-newcomer = You are new in the city
home-door-newcomer-text = See which organisations help, with what, and how to reach them. You need no account.
home-door-newcomer-link = Organisations and their services
home-door-organisation = You are an organisation
home-door-organisation-text = Join a community of practice and describe your experience, so that it outlives the project.
home-door-organisation-link = Communities of practice
home-practices = New practices
home-practices-all = All practices
home-practices-empty = No practice has been described here yet.
home-public-communities = Communities
home-public-communities-all = All communities
home-public-communities-empty = No community has been opened here yet.
home-members = { $n ->
    [one] one member
   *[other] { $n } members
}
home-join = Is your city not here yet?
home-join-text = Every city or organisation keeps its own server and remains the master of its data. One computer and an hour of time are enough.
home-join-link = How to join

## Search

search-page = Search
# $q is what was searched for.
search-page-for = Search for “{ $q }”
search-label = What are you looking for?
search-placeholder = Words from a practice, a question, a name
search-button = Search
search-where = Where to search
search-everything = Everything
search-people = People
search-communities = Communities
# How many things were found; at most 400 are counted.
search-found = { $n ->
    [one] One text
   *[other] { $n } texts
}
search-start = Search in practices, discussions, communities, people and organisations.
search-empty = Nothing was found for “{ $q }”
search-empty-text = Try fewer or more general words. If nobody has written about it yet, ask those who may know.
search-empty-ask = Ask in a community
search-empty-practices = Browse practices by topic

## Sign-in

sign-in-page = Sign in
sign-in-lead = With the e-mail and the password of your account on this server.
sign-in-button = Sign in
sign-in-no-account = No account yet?
sign-in-sign-up = Sign up
sign-in-invitation = Accounts here are opened by invitation. Write to the administrator and ask for one.
sign-in-forgotten = Forgotten password? An administrator can give you a link with which you choose a new one.
# $n is the number of minutes until the next attempt.
sign-in-wait = { $n ->
    [one] Too many attempts. Try again in one minute.
   *[other] Too many attempts. Try again in { $n } minutes.
}
sign-in-to-go-on = Sign in to go on. You will return to the page you came from.
signed-in = You are signed in.
signed-out = You are signed out.

## Sign-up and invitations

sign-up-page = Sign up
sign-up-lead = Reading needs no account. With one you take part in communities, ask, answer and describe practices.
sign-up-name = Your name
    .hint = As colleagues know you.
sign-up-handle = Short name
    .hint = Latin letters, digits and _. Leave it empty and we make it from your name. It cannot be changed later.
sign-up-email = E-mail
    .hint = For signing in. Nobody else sees it.
sign-up-password = Password
    .hint = Three or four words that do not belong together are easy to remember and hard to guess.
sign-up-lang = Language of the pages
sign-up-button = Create account
sign-up-have = Have you an account already?
sign-up-closed = Sign-up is closed
sign-up-closed-text = Accounts on this server are opened by invitation. Everything public you can read without one.
sign-up-closed-contact = Write to { $contact } and ask for an invitation.
signed-up = Welcome! Your account is ready.
invitation-page = You are invited
# $site is the name of the server.
invitation-lead = You are invited to take part in { $site }.
invitation-organisation = You will take part on behalf of { $name }.
invitation-community = You will become a member of the community “{ $name }”.
invitation-role-moderator = You will be a moderator here.
invitation-role-administrator = You will be an administrator here.
invitation-expires = The invitation is valid until { $date }.
invitation-accept = Accept the invitation
invitation-signed-in = You are signed in as { $name }.
invitation-accepted = You have accepted the invitation.
invitation-over = This invitation is no longer valid
invitation-over-text = It was used up, withdrawn or has expired. Ask the person who sent it for a new one.

## Reset of the password

reset-page = New password
reset-lead = Choose a new password. You will be signed out everywhere else.
reset-button = Save the password
reset-over = This link no longer works
reset-over-text = It was used already or has expired. Ask the administrator for a new one.
reset-done = The new password is saved and you are signed in.

## Set-up

setup-page = Set up this server
setup-lead = This page opens once. It makes the organisation to which the server belongs, the first administrator and the basic settings. Everything except the public address and the short names can be changed later.
setup-site = The city or network
setup-name = Name of the server
    .hint = Usually the name of the city: it stands at the top of every page and after the names of your people.
setup-organisation = The organisation that keeps the server
setup-organisation-name = Name of the organisation
    .hint = Leave it empty if it is the same.
setup-level = Level
setup-country = Country
setup-territory = Territory
    .hint = The municipality or region in words.
setup-population-band = Population of the territory
setup-languages-part = Languages and time
setup-languages = Languages in which you write
setup-default-lang = Language when nothing is known of the reader
setup-timezone = Time zone
setup-address = Public address
setup-origin = Address of the server
    .hint = For instance https://guildhall.example.org. It becomes part of every page and name here and can never change. Leave it empty if you are not sure: until it is given, the server does not speak to other cities.
setup-administrator = The first administrator
setup-administrator-name = Your name
setup-administrator-handle = Short name
    .hint = Latin letters, digits and _. Leave it empty and we make it from your name. It cannot be changed later.
setup-email = E-mail
    .hint = For signing in. Nobody else sees it.
setup-password = Password
    .hint = Three or four words that do not belong together are easy to remember and hard to guess.
setup-button = Set up the server
setup-over = This link does not open the set-up
setup-over-text = Each start of the server prints a new link and the earlier ones stop working. Restart the server or ask whoever runs it for the present link.
setup-done = This server is set up already
setup-done-text = Sign in with the account that was made then. If nobody can, whoever runs the server can make an administrator with the command “guildhall user”.
setup-done-flash = The server is set up and you are signed in.

## Settings

settings-page = Settings
settings-profile = Profile
settings-account = Account
settings-sessions = Signed-in devices
settings-people = Muted and blocked
settings-profile-lead = What others see of you. Write in the languages in which you work; readers are shown the one they understand.
settings-profile-see = See your page
settings-name = Name
settings-headline = Post
    .hint = What you do and where, in a few words, for instance: coordinator, Integration department.
settings-bio = About you
    .hint = What you know and can be asked about. You can write **bold**, *italic* and lists with a hyphen.
settings-sectors = Sectors you know
settings-languages = Languages you speak
    .hint = The ones in which colleagues can write to you.
settings-organisation = You work for { $name }
settings-organisation-leave = I no longer work for this organisation
    .hint = What was published in its name stays. Only an administrator can bring you back.
settings-discoverable = Show me in the directory of people
    .hint = Without this your page is found only by those who have its address.
settings-access = Access
settings-change = Change
settings-close-open = Close it
settings-session-unknown = Unknown program
settings-forgiven = Done. You see this person again as everybody else.
settings-saved = Your profile is saved.
settings-lang = Language of the pages
settings-lang-browser = As the browser asks
settings-lang-saved = The language is saved.
settings-email-title = E-mail
settings-email = New e-mail
settings-email-now = You sign in with { $email }.
settings-email-button = Change the e-mail
settings-email-saved = The e-mail is changed.
settings-password-title = Password
settings-password-lead = You will be signed out on all other devices.
settings-password-current = Present password
settings-password-new = New password
    .hint = Three or four words that do not belong together are easy to remember and hard to guess.
settings-password-button = Change the password
settings-password-saved = The password is changed, and other devices are signed out.
settings-close-title = Close the account
settings-close-lead = Your profile disappears and you can no longer sign in. Drafts are deleted. What you have published stays, with your name. It cannot be undone.
settings-close-button = Close the account
settings-close-confirm = I understand that it cannot be undone
settings-closed = Your account is closed.
settings-sessions-lead = Everywhere you are signed in. Sign out what you do not recognise and change your password.
settings-session-this = This device
settings-session-since = signed in on { $date }
settings-session-seen = last used
settings-session-end = Sign out
settings-session-ended = The device is signed out.
settings-sessions-end = Sign out all others
settings-sessions-ended = All other devices are signed out.
settings-sessions-only = You are signed in only here.
settings-people-lead = You do not see what muted people write. Blocked people also cannot reply to you, mention you or write to you. They are not told.
settings-people-empty = You have muted or blocked nobody
settings-people-empty-text = You can do so on a person’s page.
settings-muted = Muted
settings-blocked = Blocked
settings-unmute = Stop muting
settings-unblock = Unblock

## Notifications

notifications-page = Notifications
notifications-unread = { $n ->
    [0] Everything is read
    [one] One unread
   *[other] { $n } unread
}
notifications-read-all = Mark all as read
notifications-all-read = All notifications are marked as read.
notifications-empty = No notifications yet
notifications-empty-text = When somebody replies to you, answers your question or asks to join your community, you will find it here.
notifications-new = New
notification-somebody = Somebody
notifications-open = Open

## Saved

bookmarks-page = Saved
bookmarks-lead = What you have put aside for later. Only you see this list.
bookmarks-empty = Nothing saved yet
bookmarks-empty-text = Press “Save” on a practice or a discussion and you will find it here.
bookmarks-empty-link = Browse practices

## People

people-page = People
people-lead = Colleagues who know a topic. Look for them by sector and language.
people-sector = Sector
people-lang = Language
people-q = Name
people-filter = Show people
people-filter-title = Narrow the list
people-empty = Nobody matches
people-empty-text = Only people who agreed to be listed are shown here.
people-empty-link = Show everybody
person-edit = Edit your profile
person-published = Published
person-published-empty = Has not published anything yet.
person-published-empty-you = You have not published anything yet.
person-create = Write the first
person-communities = Communities
person-languages = Speaks
person-sectors = Knows about
person-suspended = This person’s access is suspended. Only moderators see this page.
person-since = Here since
person-about = About { $name }
person-no-bio = Nothing about { $name } has been written yet.
person-actions = Other actions
person-mute = Mute
person-mute-hint = You no longer see what { $name } writes. { $name } is not told.
person-muted = You no longer see what this person writes.
person-unmute = Stop muting
person-block = Block
person-block-hint = { $name } can no longer reply to you, mention you or write to you, and you do not see what { $name } writes.
person-blocked = The person is blocked.
person-unblock = Unblock
person-is-muted = You have muted this person.
person-is-blocked = You have blocked this person.

## Organisations

organisations-page = Organisations
organisations-lead = Institutions and organisations that take part: what they do and how to reach them.
organisations-empty = No organisation yet
organisations-empty-text = Organisations appear here when an administrator invites their people.
organisations-people = { $n ->
    [0] nobody listed
    [one] one person
   *[other] { $n } people
}
organisations-level = Level
organisations-country = Country
organisation-information = Information
organisation-competences = Competences and services
organisation-footprint = Ecological footprint
organisation-people = People
organisation-people-empty = Nobody from this organisation is listed.
organisation-practices = Practices
organisation-practices-empty = No practice described yet.
organisation-website = Web site
organisation-territory = Territory
organisation-population = Population
organisation-nuts = NUTS or LAU code
organisation-edit = Edit the profile
organisation-empty-profile = This profile has not been filled in yet.
organisation-facts = Key facts

## About

about-page = About { $name }
about-organisation = Kept by
about-languages = Languages
about-rules = Rules of the house
about-rules-empty = No rules have been written yet. Write as you would speak to a colleague: to the point and with respect.
about-contact = Contact
about-contact-empty = No contact is given.
about-numbers = In numbers
# The word under a figure that stands alone: 1 person, 5 people.
about-people = { $n ->
    [one] person
   *[other] people
}
about-communities = { $n ->
    [one] community
   *[other] communities
}
about-practices = { $n ->
    [one] practice
   *[other] practices
}
about-discussions = { $n ->
    [one] discussion
   *[other] discussions
}
about-software = Software
about-address = Address
about-address-open = Not fixed yet
about-join = How your city can join
about-join-text = Guildhall is free software. A city or an organisation installs it on its own server, invites its people and keeps its own data; servers talk to one another, so that what one city learns reaches the others.
about-registration-open = Everybody may open an account here.
about-registration-invitation = Accounts here are opened by invitation.
about-registration-closed = Accounts here are opened by the administrators.
about-no-description = No description has been written yet.

software-page = Open source and version
software-lead = This server runs Guildhall, version { $version }.
software-licence = Guildhall is free software under the GNU Affero General Public License, version 3 or later. It comes without any warranty. You may use, study, change and share it.
software-source = Whoever uses this server over the network has the right to the source code of exactly what runs here:
software-source-link = source code of Guildhall
software-source-request = Whoever uses this server over the network has the right to the source code of exactly what runs here. Those who run this server give it to you on request, free of charge.
software-source-write = Write to:

accessibility-page = Accessibility statement
accessibility-lead = We want everybody to be able to use { $name }.
accessibility-standard = The pages are built to WCAG 2.2, level AA, and therefore also to EN 301 549, which the Web Accessibility Directive (EU) 2016/2102 refers to.
accessibility-how = What this means
accessibility-how-keyboard = Everything works from the keyboard and without JavaScript; the focus is always visible.
accessibility-how-reader = Headings, lists, tables and form errors are announced by screen readers; every text says in which language it is.
accessibility-how-zoom = Pages can be enlarged to 400 % and follow your settings for contrast, colours and motion.
accessibility-limits = What may not be accessible
accessibility-limits-text = Documents and texts that participants publish are theirs; we ask them to use headings and descriptions, but cannot promise it.
accessibility-feedback = If something does not work for you
accessibility-feedback-contact = Write to { $contact }. Say which page it is and what you use. We answer within 15 days.
accessibility-feedback-none = Tell the organisation that keeps this server which page it is and what you use.
accessibility-method = This statement describes how the software is built and tested. The organisation that keeps the server is responsible for its content.

privacy-page = Personal data
privacy-lead = What { $name } knows of you, why, and what you can do about it.
privacy-controller = Who is responsible
privacy-controller-text = The organisation that keeps this server is the controller of the data under Regulation (EU) 2016/679.
privacy-read = When you only read
privacy-read-text = We keep no account of what you read. A cookie keeps your choice of language. There are no analytics and nothing is loaded from elsewhere.
privacy-account = When you have an account
privacy-account-text = We keep your name, e-mail, a hash of your password, your profile and what you publish. The e-mail is seen only by you and the administrators. A cookie keeps you signed in.
privacy-sessions = For each signed-in device we keep when it was last used and what the browser calls itself. You see the list in the settings and can end any of them.
privacy-typed = What you have entered in a form and not sent yet may stay in your browser until you send it, sign out or close the tab. It does not reach us.
privacy-public = What you publish
privacy-public-text = What you publish openly can be read by everybody, and once this server speaks to other cities, copies of it also lie on theirs. What you publish for the members of a community is seen by them alone.
privacy-machine = When a reader asks for it, a text is given to a translation server that the organisation has chosen. The server is not told who wrote the text or who reads it.
privacy-rights = Your rights
privacy-rights-text = You can correct your profile, change your e-mail and close your account yourself, in the settings. For a copy of your data, for erasure or with a complaint write to the controller; you may also turn to the data protection authority of your country.
privacy-contact = Contact: { $contact }

## Administration

admin-overview = Overview
admin-site = Site
admin-organisation = Organisation
admin-people = People
admin-invitations = Invitations
admin-reports = Reports
admin-jobs = Work in the background
admin-ready = The house is ready. Now invite the people.
admin-ready-text = These things make the server useful; you can finish them whenever it suits you.
admin-todo = Before the first invitation
admin-todo-count = { $done } of { $all }
admin-done = Done
admin-todo-address = Public address
admin-todo-address-done = { $origin } is fixed for ever
admin-todo-address-open = Until it is given, the server does not speak to other cities
admin-todo-address-button = Give it
admin-todo-description = Description and rules
admin-todo-description-text = What this server is for, and how one behaves here
admin-todo-description-button = Write
admin-todo-organisation = Profile of the organisation
admin-todo-organisation-text = Information, competences and services; everybody sees it
admin-todo-organisation-button = Fill in
admin-todo-contact = Contact
admin-todo-contact-text = An e-mail for questions and for the accessibility statement
admin-todo-contact-button = Give it
admin-todo-invitation = First invitation
admin-todo-invitation-text = A link that you send to your colleagues
admin-todo-invitation-button = Invite
admin-todo-community = First community
admin-todo-community-text = The place where people with the same task help one another
admin-todo-community-button = Open one
admin-state = State
admin-state-reports = { $n ->
    [0] No report waits
    [one] One report waits
   *[other] { $n } reports wait
}
admin-state-jobs = { $n ->
    [0] No work has been given up
    [one] One piece of work was given up
   *[other] { $n } pieces of work were given up
}
admin-state-people = { $n ->
    [one] One person
   *[other] { $n } people
}
admin-site-lead = Name, description, rules and who may join.
admin-site-name = Name of the server
admin-site-tagline = One line under the name
admin-site-description = Description
    .hint = What this server is and for whom. It stands on “About this server”.
admin-site-rules = Rules
    .hint = How one behaves here, in a few sentences.
admin-site-registration = How one gets an account
admin-registration-open = Everybody may sign up
admin-registration-invitation = With an invitation link
admin-registration-closed = Only administrators make accounts
admin-site-founding = Who may open a community
admin-founding-everyone = Everybody with an account
admin-founding-moderators = Moderators and administrators
admin-site-languages = Languages in which you write
admin-site-default-lang = Language when nothing is known of the reader
admin-site-timezone = Time zone
admin-site-contact = E-mail for questions
    .hint = It is shown on “About this server”, in the accessibility statement and in the privacy notice.
admin-site-saved = The settings are saved.
admin-origin-title = Public address
admin-origin-lead = It becomes part of every page and name here and can never change. Until it is given, the server does not speak to other cities.
admin-origin-fixed = { $origin } is the address of this server for ever.
admin-origin = Address
    .hint = For instance https://guildhall.example.org, without anything after it.
admin-origin-confirm = I understand that it can never be changed
admin-origin-button = Fix the address
admin-origin-saved = The address is fixed.
admin-organisation-lead = The civic profile of the organisation that keeps this server: everybody can read it.
admin-organisation-name = Name
admin-organisation-headline = In one line
admin-organisation-summary = About
    .hint = Two or three paragraphs, with an empty line between them.
admin-organisation-information = Information
    .hint = Who you are, how decisions are made, how to reach you.
admin-organisation-competences = Competences and services
    .hint = What you do and what you do not do; services with price and opening hours.
admin-organisation-footprint = Ecological footprint
    .hint = Energy, paper, travel, and how you count it.
admin-organisation-website = Web site
admin-organisation-nuts = NUTS or LAU code
    .hint = For instance BG411.
admin-organisation-saved = The profile of the organisation is saved.
admin-people-lead = Everybody with an account.
admin-people-q = Name, short name or e-mail
admin-people-find = Find
admin-people-empty = Nobody matches
admin-person = Person
admin-person-email = E-mail
admin-person-role = Role
admin-person-state = State
admin-person-seen = Last seen
admin-person-never = never
admin-person-actions = Actions
admin-role-member = Member
    .hint = Takes part in communities and publishes.
admin-role-moderator = Moderator
    .hint = Also decides reports on everything here.
admin-role-administrator = Administrator
    .hint = Also invites, appoints and configures.
admin-role-save = Change
admin-role-label = Role of { $name }
admin-affiliation = Organisation
admin-affiliation-page = Organisation of { $name }
admin-affiliation-lead = { $name } can publish in the name of this organisation, which stands beside the name everywhere.
admin-affiliation-none = no organisation
admin-affiliation-saved = The organisation is changed.
admin-role-saved = The role is changed.
admin-suspend = Suspend
admin-suspend-confirm = Suspend the access of { $name }? They are signed out at once.
admin-suspend-yes = Suspend the access
admin-suspended = The person is suspended and signed out.
admin-resume = Let back in
admin-resumed = The person may sign in again.
admin-reset = Link for a new password
admin-reset-page = Link for a new password
admin-reset-lead = With this link { $name } can choose a new password once. It is valid until { $date }.
admin-state-suspended = Suspended
admin-invite-title = New invitation
admin-invite-note = For whom it is
    .hint = Only administrators see it. For instance: colleagues from the Social Care department.
admin-invite-uses = How many people may use it
admin-invite-days = Valid for how many days
admin-invite-role = Role
admin-invite-organisation = Organisation
    .hint = On whose behalf they take part.
admin-invite-community = Community
    .hint = They become members of it at once.
admin-invite-button = Make the link
admin-invite-made = The invitation is ready
admin-invite-link = Link
admin-invite-list = Invitations
admin-invite-empty = No invitation yet.
admin-invite-used = Used
admin-invite-left = Left
admin-invite-until = Valid until
admin-invite-by = Made by
admin-invite-revoke = Withdraw
admin-invite-revoked = The invitation is withdrawn.
admin-invite-valid = Valid
admin-invite-over = Over
admin-invite-withdrawn = Withdrawn
admin-reports-lead = What readers have pointed out and nobody has decided yet.
admin-reports-open = Waiting
admin-reports-closed = Decided
admin-reports-empty = No report waits
admin-reports-empty-text = When somebody reports a text or a person, you will find it here.
admin-reports-decided-lead = The reports on which there is a decision: what was decided, by whom and when.
admin-reports-decided-empty = No report has been decided
admin-reports-decided-empty-text = Once a report has been decided, you will find it here.
admin-report-by = Reported by { $name }
admin-report-see = See it
admin-report-decision = Decision
    .hint = A sentence for your colleagues: why so.
admin-report-dismiss = No action needed
admin-report-remove = Remove the text
admin-report-removed = Removed
admin-report-dismissed = No action
admin-report-done = The report is decided.
admin-jobs-lead = Work that the server gave up after several attempts. Nothing is lost: it can be tried again.
admin-jobs-empty = No work has been given up
admin-jobs-empty-text = Everything the server does in the background is done or under way.
admin-job-kind = Work
admin-job-error = What went wrong
admin-job-attempts = Attempts
admin-job-when = When
admin-job-retry = Try again
admin-job-retried = The work will be tried again.


## Partners

admin-partners = Partners
partners-text = Partners search one another’s library: communities, practices, resources and organisations that are public here appear in the search there, and theirs here. What one of you withdraws disappears at the other. Private content is never part of it.
partners-asked = They ask you
partners-asked-text = When you accept, their public library is fetched, and they fetch yours.
partners-accept = Accept
partners-refuse = Decline
partners-heading = Your partners
partners-none = You have no partners yet. Offer it to a city that you work with.
partners-entries = { $n ->
    [one] { $n } entry here
   *[other] { $n } entries here
}
partners-coming = Still coming
partners-looked = looked through
partners-trouble = The last try failed:
partners-offered = You have offered
partners-take-back = Take back
partners-offer = Offer to be partners
partners-host = Server
    .hint = Its name or any address there, such as haskovo.example. An administrator there has to accept.
partners-offer-button = Send the offer
partners-end = End the partnership
partners-end-title = No longer be partners with { $host }?
partners-end-text = What came only with their library disappears from the search here, and yours there. Communities and people that somebody follows stay.
partners-cancel = Cancel
partners-done-offered = The offer was sent. You are notified of the answer.
partners-done-agreed = You are partners now. The library is being fetched.
partners-done-refused = The offer was declined.
partners-done-ended = You are partners no longer.
partners-error-host = Write the name of another server, such as haskovo.example
partners-error-unreachable = This server does not answer. Check the name, or try later
partners-error-software = This server does not know partnerships. Its software is another one, or an older version
