# What lives on other servers: looking it up, following, joining, where it comes from.

# Examples of addresses stand behind this sentence.
search-addresses = You can also paste the address of a person, a community or a page on another server:
lookup-nothing = There is nothing at this address
lookup-nothing-text = Check whether you have copied it whole. It may have been removed, or not be for everybody.
lookup-silent = The other server does not answer
lookup-silent-text = It may be off for a while. Try again later; your connection to this server is all right.
lookup-sign-in = Sign in to look up addresses of other servers
lookup-sign-in-text = Only people with a profile here can make this server ask others.
lookup-sign-in-link = Sign in
lookup-off = This server does not exchange anything with others
lookup-off-text = What it holds itself can be found here. Whether it connects to others is decided by its administrators.
lookup-often = Too many look-ups in a short time
lookup-often-text = Wait a minute and try again.

# $host is the name of the other server.
elsewhere-community = This community lives on { $host }. What you write here appears there too.
elsewhere-community-link = Open it there
elsewhere-person = This profile is on { $host }.
elsewhere-person-link = Open it there
elsewhere-organisation = This organisation is on { $host }.
elsewhere-organisation-link = Open it there
elsewhere-content = Published on { $host }.
elsewhere-content-link = Open it there
communities-waiting-elsewhere = Waiting for the other server’s answer
communities-standing-requested-elsewhere = Waiting for the other server
communities-done-requested-elsewhere = Your request is on its way to the other server. You will be notified when it answers.
communities-facilitators-unknown = The facilitators are not known here.
members-elsewhere = The community lives on { $host }. Only members whom this server knows are shown here.
members-none-known = No members are known here yet

# Following people and organisations.
menu-following = Following
home-followed = From those you follow
follow-button = Follow
follow-on = You follow
follow-end = Stop following
follow-end-short = Stop
follow-requested = Waiting for an answer
follow-withdraw = Withdraw the request
follow-withdraw-short = Withdraw
follow-done = You will find what is published from now on under “Following”.
follow-done-requested = The request is on its way to the other server. You follow as soon as it agrees.
follow-done-not = You no longer follow.
following-page = Following
following-lead = The newest by people and organisations that you follow, here and on other servers.
following-whom = Whom you follow
following-from-start = From the beginning
following-nobody = You do not follow anybody yet
following-nobody-text = Press “Follow” on the page of a person or an organisation. Paste the address of somebody on another server into the search.
following-find-people = Find people
following-find-elsewhere = Search by address
following-nothing = Nothing new yet
following-nothing-text = What those you follow publish from now on will stand here.
person-known-since = This profile is known here since

# Administration: how the other servers are.
admin-federation = Federation
admin-federation-lead = What passes between this server and others. Whatever does not arrive is tried again by itself.
admin-federation-off = It exchanges with others as soon as its public address is fixed.
admin-federation-delivered = delivered since the start
admin-federation-received = received since the start
admin-federation-rejected = rejected at the door since the start
admin-federation-waiting = received and waiting
admin-federation-hosts = Servers
admin-federation-host = Server
admin-federation-well = Well
admin-federation-pausing = Paused until { $when }
admin-federation-in-trouble = In trouble
admin-federation-success = Last success
admin-federation-error = Last error
admin-federation-retry = Try now
admin-federation-retried = The server is being tried again.
admin-federation-given-up = Deliveries that were given up
admin-federation-given-up-none = No delivery was given up.
admin-federation-deed = Activity
admin-federation-who = By whom
admin-federation-said = What the other server said
admin-federation-refused = Accepted at the door and refused later
    .hint = What has no valid signature or comes from a blocked server is rejected at the door: it is counted above and not kept. Here is what was accepted and then could not be carried out.
admin-federation-refused-none = Nothing that was accepted was refused.
admin-federation-about = About
admin-federation-why = Why
admin-federation-counters = All counters since the start
admin-state-federation = { $n ->
    [0] All other servers answer
    [one] One other server does not answer
   *[other] { $n } other servers do not answer
}
activity-accept = Acceptance
activity-add = Pinning
activity-announce = Passing on
activity-create = Publication
activity-delete = Withdrawal
activity-flag = Report
activity-follow = Request to follow or join
activity-like = Mark as useful
activity-lock = Closing of a conversation
activity-reject = Refusal
activity-remove = Unpinning
activity-undo = Taking back
activity-update = Change
article-community = Community

# What is known here of what is elsewhere.
communities-nothing-arrived = Nothing of this community has reached this server yet
communities-nothing-arrived-text = When somebody from here is a member, what is new appears here. What was written before can be read on its own server.
elsewhere-nothing = Nothing has reached this server yet. More may stand on the page there.
elsewhere-nobody = Nobody who works there is known here yet.
