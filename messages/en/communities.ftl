# Communities of practice: lists, founding, pages, discussions, members, moderation.

communities = Communities
    .hint = Where people with the same task meet: questions, decisions, practices.
communities-create = Community
    .hint = A place for people of several cities who work on the same thing.
communities-create-discussion = Discussion
    .hint = A question, a conversation or a decision in one of your communities.
communities-title = Communities of practice
communities-intro = People and cities that work on the same task. Read what is public; join to ask and answer.
communities-mine = Your communities
communities-all = All communities
communities-found = Found a community
communities-filter = Filter
communities-filter-text = Words in the name or purpose
communities-filter-sector = Sector
communities-filter-sector-any = All sectors
communities-filter-language = Working language
communities-filter-language-any = All languages
communities-filter-sort = Order
communities-filter-sort-active = latest activity
communities-filter-sort-new = newest
communities-filter-sort-name = by name
communities-filter-show = Show
communities-filter-clear = Clear the filter
communities-empty = There is no community here yet.
communities-empty-hint = Found the first one: a name and one sentence about its purpose are enough to begin.
communities-empty-visitor = When one is founded, it will appear here.
communities-none = No community fits this filter.
communities-none-hint = Try fewer words or another sector, or look at all communities.
communities-all-mine = You belong to every community there is here.
communities-members = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
communities-discussions = { $n ->
    [0] no discussions yet
    [one] { $n } discussion
   *[other] { $n } discussions
}
communities-practices = { $n ->
    [0] no practices yet
    [one] { $n } practice
   *[other] { $n } practices
}
communities-last-activity = last activity
communities-unread = New
communities-requests-waiting = { $n ->
    [one] { $n } request to join waits for you
   *[other] { $n } requests to join wait for you
}
communities-illustrative = Illustrative

# What one is in a community.
communities-standing-member = You are a member
communities-standing-facilitator = You facilitate
communities-standing-requested = Waits for approval
communities-standing-invited = You are invited
communities-standing-banned = You cannot take part

# How one joins, who reads.
communities-join-policy-open = Open
    .hint = Whoever has an account joins at once.
communities-join-policy-approval = With approval
    .hint = People ask, a facilitator decides. They may write why they would like to take part.
communities-join-policy-invitation = By invitation
    .hint = Only whom a facilitator has invited. The page of the community says whom to write to.
communities-join-policy-line-open = Anyone may join
communities-join-policy-line-approval = A facilitator approves new members
communities-join-policy-line-invitation = Joining is by invitation
communities-visibility-public = Public
    .hint = Everyone reads, also without an account and in other cities. Only members write.
communities-visibility-members = Members only
    .hint = Name and purpose are visible to all. Discussions, practices and the list of members are for members only, wherever they are.
communities-visibility-local = This server only
    .hint = Only people with an account here learn of it, and only members read it. Nothing ever leaves this server.
communities-visibility-line-public = Everyone can read it
communities-visibility-line-members = Only members can read it
communities-visibility-line-local = Only members on this server can read it

# Founding and changing.
communities-new-title = Found a community
communities-new-intro = You become its facilitator. You can invite others to facilitate with you as soon as it exists.
communities-form-in = In { $language }
communities-form-texts-hint = One language is enough. Readers see their own language where there is a text in it.
communities-form-name = Name
    .hint = What people there work on, in a few words: “One-stop services”.
communities-form-headline = Purpose in one sentence
    .hint = Shown in the list and under the name. Who is it for, and what will they do together?
communities-form-purpose = More about it
    .hint = What you will work on, what you expect of members, when you meet.
communities-form-handle = Handle
    .hint = The last part of its address: small Latin letters, digits and _. It cannot be changed later. Leave it empty and we make one from the name.
communities-form-sectors = Sectors
    .hint = What the community is about. People find it by these.
communities-form-languages = Working languages
    .hint = In which languages will you write here?
communities-form-join = How does one become a member?
communities-form-visibility = Who can read it?
    .hint = This holds for everything in the community and cannot be changed later.
communities-form-visibility-fixed = Chosen when the community was founded; it cannot be changed.
communities-form-rules = Rules
    .hint = What is welcome here and what is not. Facilitators refer to them when they remove something.
communities-form-found = Found the community
communities-form-save = Save
communities-form-cancel = Cancel
communities-error-not-member = Only members of the community write here. Join it first.
communities-error-choose = Choose one of these
communities-done-founded = The community exists. Invite the first members or start a discussion.
communities-done-saved = The changes are saved.
communities-done-closed = The community is closed. It stays readable.
communities-settings-title = Settings: { $name }
communities-settings = Settings
communities-close-title = Close the community
communities-close-text = It stays readable, but nobody can join or write in it any more. This cannot be undone.
communities-close-confirm = I understand that this cannot be undone
communities-close = Close the community
communities-close-error = Tick the box to confirm that you want to close it
communities-closed = This community is closed
communities-closed-text = It stays readable; nobody can join or write here.

# A community's page.
communities-tabs = Parts of the community
communities-tab-discussions = Discussions
communities-tab-practices = Practices
communities-tab-members = Members
communities-tab-about = About
communities-topics = Topics
communities-pinned = Pinned
communities-pinned-question = Question
communities-pinned-discussion = Discussion
communities-pinned-decision = Decision
communities-pinned-practice = Practice
communities-pinned-other = Pinned
communities-facilitators = Facilitators
communities-sectors = Sectors
communities-languages = Languages
communities-people = Members
communities-tools = For facilitators
communities-tool-requests = Requests to join
communities-tool-reports = Reports
communities-tool-moderation = Moderation log
communities-tool-settings = Settings
communities-join = Join
communities-ask = Ask to join
communities-ask-note = Why would you like to take part?
    .hint = A sentence for the facilitators helps them decide. You may leave it empty.
communities-ask-send = Send the request
communities-ask-title = Ask to join “{ $name }”
communities-ask-text = A facilitator reads your request and answers. You will be notified.
communities-ask-cancel = Cancel
communities-waiting = Waiting for a facilitator
communities-waiting-cancel = Take the request back
communities-accept = Accept the invitation
communities-decline = Decline
communities-sign-in-to-join = Sign in to join
communities-by-invitation = One joins by invitation. Write to a facilitator and say what you work on.
communities-banned = A facilitator has excluded you from this community. If you think this is a mistake, write to the moderators of this server.
communities-leave = Leave the community
communities-new-topic = New topic
communities-done-joined = Welcome! You are a member now.
communities-done-requested = Your request is with the facilitators.
communities-done-request-withdrawn = Your request is withdrawn.
communities-done-declined = You declined the invitation.
communities-done-left = You have left the community.
communities-members-only = For members only
communities-members-only-text = What is written here is read by the members. You see the name and the purpose.
communities-topics-all = All
communities-topics-questions = Questions
communities-topics-unanswered = Unanswered
communities-topics-decisions = Decisions
communities-topics-sort = Order
communities-topics-sort-active = last reply
communities-topics-sort-new = newest
communities-topics-show = Show
communities-topics-older = Older topics
communities-topics-newest = Back to the newest
communities-topics-pages = Pages of topics
communities-topics-total = { $n ->
    [one] { $n } topic in all
   *[other] { $n } topics in all
}
communities-topics-empty = There are no topics yet.
communities-topics-empty-hint = Ask what you would ask a colleague in another city. A question of two sentences is a good beginning.
communities-topics-empty-outside = The members have not begun yet.
communities-topics-none = Nothing fits this filter.
communities-topics-none-show = Show all topics
communities-topic-replies = { $n ->
    [0] no replies
    [one] { $n } reply
   *[other] { $n } replies
}
communities-topic-started = started { $when }
communities-topic-asked = asked { $when }
communities-practices-title = Practices: { $name }
communities-practices-empty = This community has no practices yet.
communities-practices-empty-hint = Has something worked in your city? Describe it so that another city can do it too.
communities-practices-new = Describe a practice
communities-about-title = About: { $name }
communities-about-purpose = Purpose
communities-about-rules = Rules
communities-about-no-rules = The rules of this server apply.
communities-about-facts = Key facts
communities-about-joining = Joining
communities-about-reading = Reading
communities-about-founded = Founded
communities-about-handle = Handle
communities-about-other-language = Also in { $language }

# Discussions.
discussions-choose-title = Where would you like to start a discussion?
discussions-choose-text = A discussion belongs to a community; its members answer.
discussions-choose-none = You do not belong to a community yet.
discussions-choose-none-hint = Find one that works on your subject, or found one.
discussions-choose-find = Find a community
discussions-new-in = New topic in “{ $name }”
discussions-edit-title = Edit: { $title }
discussions-type = What is it?
discussions-type-question = Question
    .hint = You need an answer. When one helps, mark it as accepted.
discussions-type-discussion = Discussion
    .hint = You would like to hear experience and opinions.
discussions-type-decision = Decision
    .hint = You write down what the community has agreed on.
discussions-title = Title
    .hint = As you would say it to a colleague: “Who pays for the interpreter at the counter?”
discussions-body = Text
    .hint = What have you tried, what do you need? Do not name people in your care. Paragraphs are separated by an empty line; **bold**, lists and links are recognised.
discussions-lang = Language of the text
    .hint = Readers and search need it. It is marked for screen readers too.
discussions-publish = Publish
discussions-save = Save
discussions-save-draft = Save as a draft
discussions-preview = Preview
discussions-preview-heading = How it will look
discussions-preview-note = Not published yet. What you typed is below.
discussions-cancel = Cancel
discussions-note = What have you changed?
    .hint = One line for the history.
discussions-seen-public = Everyone will be able to read it, also in other cities.
discussions-seen-members = Only the members of the community will be able to read it.
discussions-seen-local = Only the members of the community on this server will be able to read it.
discussions-done-published = Your topic is published.
discussions-done-draft = The draft is saved. Only you see it.
discussions-done-saved = The changes are saved.
discussions-drafts = Your drafts
discussions-state-question-open = Unanswered
discussions-state-question-answered = Answered
discussions-state-decision = Decision
discussions-state-discussion = Discussion
discussions-state-draft = Draft
discussions-state-locked = Closed
discussions-state-pinned = Pinned
discussions-flag-question-open = Open question
discussions-flag-question-answered = Answered question
discussions-about = In the community
discussions-share = Experience worth a practice?
discussions-share-text = Turn the answers into a sheet that another city can follow.
discussions-share-link = Describe a practice
discussions-gone = This topic is no longer here
discussions-gone-text = Its author withdrew it, or a facilitator removed it. Members find the reason of a removal in the moderation log of the community.
discussions-outcome = What was decided (for decisions)
discussions-removed = This topic was removed by a facilitator
discussions-removed-text = Reason: { $reason }

# Members.
members-title = Members: { $name }
members-heading = Members
members-role-facilitator = facilitator
members-since = since { $when }
members-tools = Actions
members-you = you
members-organisation-kind = organisation
members-invite = Invite
members-invite-handle = Whom do you invite?
    .hint = Name or short name, for example @elena_markova; on another server @name@address. The person is notified and decides.
members-invite-send = Send the invitation
members-appoint = Make facilitator
members-appoint-title = Make { $name } a facilitator?
members-appoint-text = Facilitators decide on requests, invite, pin, close and remove, and change the settings of the community. You stay a facilitator too.
members-appoint-confirm = Make facilitator
members-step-down = Step down as facilitator
members-step-down-title = Step down as facilitator?
members-step-down-text = You stay a member. Another facilitator can appoint you again.
members-step-down-confirm = Step down
members-hand-over = Hand over to this member
members-hand-over-title = Hand the community over to { $name }?
members-hand-over-text = { $name } becomes facilitator in your place, and you stay an ordinary member.
members-hand-over-confirm = Hand over
members-remove = Put out
members-remove-title = Put { $name } out of the community?
members-remove-text = The person may join again in the usual way. What was written stays.
members-remove-confirm = Put out
members-ban = Ban
members-ban-title = Ban { $name }?
members-ban-text = The person can neither take part nor ask to join again until you allow it. What was written stays; remove it separately where needed.
members-ban-confirm = Ban
members-unban = Allow again
members-reason = Reason
    .hint = It appears in the moderation log, which all members read.
members-leave-title = Leave “{ $name }”?
members-leave-text = You stop getting notifications. What you wrote stays. You can come back in the usual way.
members-leave-confirm = Leave
members-leave-last-title = You are the last facilitator
members-leave-last-text = A community is never without a facilitator. Hand it over to another member or appoint a second facilitator, and then you can leave.
members-leave-last-members = Choose who takes over
members-leave-last-alone = There is nobody else in the community yet. Invite somebody, or close the community in its settings.
members-cancel = Cancel
members-done-invited = The invitation is sent.
members-done-appointed = There is one more facilitator now.
members-done-stepped-down = You are an ordinary member now.
members-done-handed-over = The community has a new facilitator. Thank you for your work.
members-done-removed = The member was put out.
members-done-banned = The person is banned.
members-done-unbanned = The person may ask to join again.
members-done-approved = The request is approved.
members-done-refused = The request is declined.
members-error-reason = Write why

# Requests.
requests-title = Requests to join: { $name }
requests-empty = Nobody is waiting.
requests-empty-hint = Requests appear here, and you are notified of each.
requests-approve = Approve
requests-refuse = Decline
requests-note = “{ $note }”
requests-invited = Invited, not answered yet
requests-banned = Banned

# Reports.
reports-title = Reports: { $name }
reports-intro = Only facilitators and moderators see this page. Decide each report; whoever sent it is told.
reports-empty = There are no reports.
reports-empty-hint = When somebody reports a text in this community, it appears here.
reports-open = Waits for a decision
reports-by = Reported by { $name }, { $when }
reports-about = Written by { $name }
reports-decide-remove = Remove the text
reports-decide-dismiss = Leave the text
reports-decision = Your decision in one sentence
    .hint = When you remove the text, it is public as the reason.
reports-comment = Reply in “{ $title }”
reports-untitled = Untitled text
reports-done-removed = The text is removed and the report is closed.
reports-done-dismissed = The text stays and the report is closed.

# Moderation log.
moderation-title = Moderation log: { $name }
moderation-intro = What facilitators and moderators did here, and why. All members can read it.
moderation-empty = Nothing has been done yet.
moderation-empty-hint = Every removal, closing and exclusion will appear here with its reason.
moderation-when = When
moderation-who = Who
moderation-what = What
moderation-why = Why
moderation-no-reason = no reason given
moderation-operator = the operator of this server
moderation-a-comment = a reply

communities-tool-instances = Instances that hold a copy
communities-read-by-administrators = The administrators of { $host } and of every instance with members can technically read it too.
instances-title = Instances that hold a copy: { $name }
instances-text = What is written here for members is kept on each of these servers. Their administrators can technically read it. A copy that has been sent cannot be called back for certain.
instances-home = The community lives here
instances-here = This server, for its members
instances-elsewhere = Which other servers hold copies is decided and shown at { $host }.
instances-add = Allow another server
instances-host = Server
    .hint = Its people may then ask to join. Allow only servers whose administrators may read what is written here.
instances-add-button = Allow
instances-remove = Remove
instances-remove-hint = When you remove a server, its people leave the community and nothing more is sent there.
instances-done-added = The server is allowed.
instances-done-removed = The server is removed, and its people have left the community.
members-admit-title = Accept { $name } and allow { $host }?
members-admit-text = Until now nobody from { $host } takes part. From now on everything written here for members is sent there too, and the administrators of { $host } can technically read it.
members-admit-confirm = Accept and allow

communities-coming-begun = Earlier conversations are being fetched.
communities-coming = Earlier conversations are being fetched: { $done } of { $total }. The page shows what is here so far.
