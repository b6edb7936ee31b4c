### People, organisations and communities: refusals, notifications, names of levels and actions.

## Fields of forms

error-required = Fill this in
# $max is the largest number of characters.
error-too-long = Shorten this to at most { $max } characters
# $min and $max are whole numbers.
error-range = Enter a number from { $min } to { $max }
error-handle-shape = Use only small Latin letters, digits and underscores, for example elena_markova
error-handle-reserved = This name is kept for the server itself. Choose another
# $handle is the name that was typed.
error-handle-taken = The name @{ $handle } is taken. Choose another
error-email = Enter an e-mail address such as name@example.org
error-email-taken = There is an account with this e-mail already. Sign in, or ask an administrator for a new password
error-country = Enter the two letters of the country, for example BG
error-nuts = Enter a NUTS or LAU code, for example BG411
error-website = Enter an address that begins with https://
error-timezone = Enter a time zone such as Europe/Sofia
error-visibility = A community is public, for members, or for this server
error-note-long = Shorten the note to at most 1000 characters
error-organisation-unknown = Choose an organisation from the list
error-organisation-by-administrator = On this server an administrator says who works for whom. Ask one
error-origin-shape = Enter an address such as https://guildhall.example.org, without a path
error-origin-plain = The address must begin with https://
error-origin-name = Enter a name without a port, such as https://guildhall.example.org
error-origin-fixed = The address of this server was fixed when it was chosen and cannot change

## Passwords

error-password-wrong = This is not your present password
error-password-weak = This password is easy to guess. Add a word or two: a few uncommon words are best
error-password-common = This password is among the most used ones. Choose a few words that do not belong together
error-password-word = A single word is easy to guess. Add two or three more
error-password-name = Names are easy to guess. Add words that do not belong together
error-password-repeats = Repeated letters and words are easy to guess. Use different words
error-password-sequence = Sequences such as abc or 6543 are easy to guess. Use words instead
error-password-keyboard = Rows of the keyboard are easy to guess. Use words instead
error-password-date = Dates and years are easy to guess. Use words instead

## Signing in and up

error-sign-in-wrong = The e-mail or the password is wrong
error-suspended = This account is suspended. Write to an administrator of this server
error-setup-done = This server has been set up already. Sign in as its administrator
error-registration-closed = Accounts on this server are made by its administrators
error-invitation-needed = You need an invitation link to sign up on this server
error-invitation-over = This invitation no longer works. Ask for a new one
error-invitation-no-community = This invitation is for people who have no account yet. You have one already

## Accounts

error-last-administrator = This is the last administrator. Make somebody else an administrator first
error-account-not-active = This account is suspended or closed
error-entrusted-alone = This person works for no organisation. Say first which one they work for
error-colleague-unknown = There is nobody here with this name. Choose from those offered, or write the short name
error-colleague-several = Several people have this name: { $names }. Write the short name of the one you mean
# A person and the organisation for which they did something: “Elena Markova of Haskovo Municipality”.
person-of = { $name } of { $party }

## Communities

error-founding = On this server moderators open communities. Write to one of them
error-last-facilitator = The last facilitator cannot go. Hand the community over first, or close it
error-members-only = Only members of this community see this
error-community-closed = This community is closed: it can be read, but nobody joins any more
error-invitation-only = One joins this community by invitation. Write to a facilitator
error-banned = The facilitators have excluded you from this community
error-banned-member = This person is excluded from the community. Lift the exclusion first
error-host-not-listed = The instance of this person may not hold what is for members here. Add it under “Instances that hold a copy” first
error-ban-self = You cannot exclude yourself
error-already-member = Already a member
error-not-member = Not a member of this community
error-not-facilitator = You are not a facilitator of this community
error-facilitator-person = Only a person with an active account can be a facilitator
error-request-over = This request was withdrawn or decided meanwhile
error-blocked = This person has blocked you
error-blocking = You have blocked this person. Unblock them on their page
error-avoid-self = You cannot mute or block yourself
error-follow-self = You cannot follow yourself

## Moving

error-moving-off = This server does not exchange anything with others
error-moving-here = This address is on this server. Enter one on another server
error-moving-silent = The other server does not answer. Try again later
error-moving-nobody = Nobody is found at this address. Check that it is complete
error-moving-kind = Enter an address of the same sort: a person’s for a person, a community’s for a community
error-moving-many = There can be at most 20 former addresses. Remove one first
error-moving-unknown = The new profile does not name this one as its former address. Add it there first, then come back
error-moving-onward = The new profile has itself moved on, or no longer acts
error-moving-soon = One can move once in seven days. Try again later

## Notifications
## $who is a person's name, $community a community's, $title the title of a text.

notification-reply = { $who } answered in “{ $title }”
notification-mention = { $who } mentioned you in “{ $title }”
notification-coauthor = { $who } lets you change “{ $title }”
notification-reviewed = { $who } published a review of “{ $title }”
notification-endorsed = { $who } says that their organisation uses “{ $title }”
notification-review-asked = { $who } asks you for a review of “{ $title }”
notification-review-accepted = { $who } will write a review of “{ $title }”
notification-review-declined = { $who } declined to write a review of “{ $title }”
notification-check-soon = Within a month, check whether “{ $title }” is still right
notification-check-due = It is time to check whether “{ $title }” is still right
notification-version-offered = { $who } offers a language version of “{ $title }”
notification-version-accepted = Your language version of “{ $title }” was accepted
notification-version-declined = Your language version of “{ $title }” was declined
notification-answer-accepted = Your answer in “{ $title }” was chosen as the solution
notification-membership-request = { $who } asks to join { $community }
notification-membership-accepted = You are now a member of { $community }
notification-membership-rejected = Your request to join { $community } was not accepted
notification-banned = You can no longer take part in { $community }
notification-invitation = { $who } invites you to { $community }
notification-facilitator = You are now a facilitator of { $community }
notification-report = A new report waits for your decision
notification-report-decided = Your report was decided. Thank you for looking out
notification-removed = A moderator removed “{ $title }”
notification-follow = { $who } now follows what you publish
notification-message = { $who } wrote you a message
notification-moved = { $who } has moved. You were taken along to the new address
notification-partner-offered = { $who } offers to be partners
notification-partner-agreed = { $who } is a partner now
notification-partner-ended = { $who } is no partner any more
notification-role = Your role on this server has changed

## What facilitators and moderators did

moderation-remove = Removed
moderation-remove-with-author = Removed together with its author
moderation-restore = Restored
moderation-lock = Locked
moderation-unlock = Unlocked
moderation-pin = Pinned
moderation-unpin = Unpinned
moderation-ban = Excluded
moderation-unban = Exclusion lifted
moderation-reject = Request refused
moderation-remove-member = Put out of the community
moderation-appoint = Made facilitator
moderation-step-down = Stepped down as facilitator
moderation-dismiss-report = Report dismissed
moderation-suspend = Account suspended
moderation-reactivate = Account reactivated
moderation-entrust = Entrusted with a task
moderation-name-colleague = Added to work with another organisation
moderation-release = Task taken back

## Levels of an organisation

level-local = Local
    .hint = A city, a municipality, a neighbourhood
level-regional = Regional
    .hint = A district or a region
level-national = National
    .hint = A whole country
level-eu = European
    .hint = The European Union and beyond

## How many people live in a territory

population-under-10000 = Fewer than 10 000 people
population-10000-50000 = 10 000 to 50 000 people
population-50000-100000 = 50 000 to 100 000 people
population-100000-250000 = 100 000 to 250 000 people
population-250000-500000 = 250 000 to 500 000 people
population-500000-1000000 = 500 000 to 1 000 000 people
population-over-1000000 = More than 1 000 000 people
