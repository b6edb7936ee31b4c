# Administration: which servers this one speaks with.
admin-hosts-settings = Exchange settings
admin-hosts-lists = Lists of servers
admin-hosts-show = Show
admin-hosts-show-known = Known ones
admin-hosts-show-trouble = In trouble
admin-hosts-show-paused = With deliveries held
admin-hosts-show-blocked = Blocked ones
admin-hosts-show-limited = Limited ones
admin-hosts-show-allowed = Allowed ones
admin-hosts-show-button = Show
admin-hosts-find = A server by its name
    .hint = For instance city.example. It need not be known here.
admin-hosts-find-button = Open
admin-hosts-none = There are no such servers.
admin-hosts-listed-only = This server speaks only with servers that are allowed one by one.
admin-host-blocked = Blocked
admin-host-limited = Limited
admin-host-allowed = Allowed
admin-host-held = Deliveries held
admin-host-since = Known since
admin-host-people = Members and followers
admin-host-people-count = { $members } / { $followers }
admin-host-lag = Undelivered
admin-host-lag-count = { $n ->
    [one] { $n } activity
   *[other] { $n } activities
}
admin-host-lag-oldest = the oldest:
admin-host-lag-none = Everything was delivered
admin-host-above = The decision was made about { $host } and counts for everything below it.
admin-host-decision = Decision
admin-host-decision-what = What
admin-host-decision-when = Made
admin-host-reason = Reason
    .hint = Only administrators and moderators see it, and whoever reads the list that you can download.
admin-host-source = From the list of
admin-host-known = What is known of it
admin-host-software = Software
admin-host-actors = People, organisations and communities known
admin-host-things = Posts from there
admin-host-members = Its members of communities here
admin-host-followers = Its people who follow somebody here
admin-host-members-there = Our people in its communities
admin-host-below = Servers known below the same name:
admin-host-deliveries = Deliveries
admin-host-deliveries-text = Deliveries that are held wait and are then sent in their order. Nothing is hidden, and memberships stay. What is not delivered for fourteen days is given up.
admin-host-pause = Hold deliveries
admin-host-resume = Let deliveries go on
admin-host-paused = Deliveries are held.
admin-host-resumed = Deliveries go on.
admin-host-decide = Decide about the server
admin-host-decide-text = Before each decision you see what follows from it. It counts for the server and all names below its own.
admin-host-block = Block
admin-host-limit = Limit
admin-host-allow = Allow
admin-host-none = Take the decision back
admin-host-decided = The decision is saved.
admin-host-block-title = Block { $host }
admin-host-limit-title = Limit { $host }
admin-host-allow-title = Allow { $host }
admin-host-none-title = Take back the decision about { $host }
admin-host-reach = The decision counts for { $host } and all names below it.
admin-host-will = What will happen
admin-host-block-exchange = Nothing is taken from this server, and nothing is sent to it or asked of it.
admin-host-block-things = { $n ->
    [0] There are no posts from there to be hidden.
    [one] One of its posts is hidden from all pages. It is not deleted: if you take the decision back, it is seen again.
   *[other] { $n } of its posts are hidden from all pages. They are not deleted: if you take the decision back, they are seen again.
}
admin-host-block-members = { $n ->
    [0] Nobody from there is a member of a community here.
    [one] One membership of a community here ends.
   *[other] { $n } memberships of communities here end.
}
admin-host-block-followers = { $n ->
    [0] Nobody from there follows somebody here.
    [one] One person ceases to follow.
   *[other] { $n } people cease to follow.
}
admin-host-block-end = What has ended does not come back when you take the decision back.
admin-host-block-there = { $n ->
    [one] One of our people is a member of a community there and no longer sees it.
   *[other] { $n } of our people are members of communities there and no longer see them.
}
admin-host-block-lag = { $n ->
    [0] Nothing undelivered has to be given up.
    [one] One undelivered activity is given up.
   *[other] { $n } undelivered activities are given up.
}
admin-host-limit-shown = What is published there is seen only by people who are signed in and belong to its community or follow its author. It is not in public lists, search, feeds or on the home page.
admin-host-limit-exchange = Exchange, memberships and following go on.
admin-host-limit-list = Where only allowed servers are spoken with, limiting ends the exchange: what is limited is not allowed.
admin-host-allow-exchange = This server is spoken with, also where only allowed servers are.
admin-host-allow-only = Names below its own are not allowed by it.
admin-host-again = If it was blocked, its posts are seen again. Memberships and following do not come back by themselves.
admin-host-none-mode = The general setting counts for it: it is spoken with where everybody is, and not where only allowed servers are.
admin-hosts-mode = Whom this server speaks with
admin-hosts-mode-open = Everybody who is not blocked
    .hint = The usual way to federate.
admin-hosts-mode-allow-list = Only those that are allowed
    .hint = All others are like blocked ones: nothing is taken from them and nothing sent, their posts are hidden and their memberships end.
admin-hosts-mode-outside = { $n ->
    [0] All known servers that are spoken with now are allowed.
    [one] One known server that is spoken with now is not allowed.
   *[other] { $n } known servers that are spoken with now are not allowed.
}
admin-hosts-keep = When changing to allowed servers only, allow all that are known now
    .hint = Without it, the exchange with them ends at once.
admin-hosts-mode-saved = The setting is saved.
admin-hosts-inbound = Inbound
admin-hosts-inbound-text = While it is stopped, this server takes nothing from others and asks them to try later. What has arrived waits. Pages can still be read.
admin-hosts-inbound-stop = Stop inbound
admin-hosts-inbound-start = Start inbound
admin-hosts-inbound-stopped = Inbound is stopped.
admin-hosts-inbound-stopped-text = Other servers try again later, but not for ever.
admin-hosts-outbound = Outbound
admin-hosts-outbound-text = While it is stopped, nothing leaves this server: no deliveries, and no look-ups of addresses elsewhere. Deliveries wait in their order.
admin-hosts-outbound-stop = Stop outbound
admin-hosts-outbound-start = Start outbound
admin-hosts-outbound-stopped = Outbound is stopped.
admin-hosts-outbound-stopped-text = Deliveries wait; what is not delivered for fourteen days is given up.
admin-hosts-stopped = It is stopped.
admin-hosts-started = It goes on.
admin-hosts-lists-lead = Take over what another institution decided, or give out your own decisions. Before anything is applied you see what will change.
admin-hosts-file = File
admin-hosts-address = Address of the list
admin-hosts-list = Or paste the list here
    .hint = A signed list of Guildhall (JSON), or the list that Mastodon exports (CSV).
admin-hosts-look = Preview
admin-hosts-export = Your list
admin-hosts-export-text = All decisions about servers, signed by this one, so that others can check where they come from. The reasons are in it.
admin-hosts-export-button = Download the list
admin-hosts-preview = What will change
admin-hosts-proven = The list is signed by { $host }, and the signature holds.
admin-hosts-published = Of { $date }.
admin-hosts-unproven = The list is not signed: nobody can confirm whose it is.
admin-hosts-added = { $n ->
    [one] { $n } will be added
   *[other] { $n } will be added
}
admin-hosts-changed = { $n ->
    [one] { $n } will be changed
   *[other] { $n } will be changed
}
admin-hosts-kept = { $n ->
    [one] { $n } stays as you decided here
   *[other] { $n } stay as you decided here
}
admin-hosts-says = The list says
admin-hosts-now = Now
admin-hosts-same = { $n ->
    [0] No line counts already.
    [one] One line counts already.
   *[other] { $n } lines count already.
}
admin-hosts-left-out = { $n ->
    [0] All lines were read.
    [one] One line is left out.
   *[other] { $n } lines are left out.
}
admin-hosts-apply-text = Posts of blocked servers are hidden; memberships of their people here and their following end.
admin-hosts-trusted = I trust the source of this list
admin-hosts-apply = Apply the list
admin-hosts-applied = The list is applied.
error-host = Type the name of a server, for instance city.example
error-host-own = That is this server
error-reason-long = Shorten the reason to 500 characters
error-list-none = Choose a file, type an address or paste a list
error-list-long = The list is too long: at most 400 KB
error-list-form = This is neither a signed list of Guildhall nor a list in CSV
error-list-unsigned = The list is not signed. Ask the server that gives it for a signed one
error-list-proof = The signature does not fit the list: it was changed, or it is not of the server that it names. Do not use it
error-list-issuer = The server that signed the list cannot be asked for its key. Try again later
error-list-own = This is the list of this server
error-list-fetch = There is no list at this address that can be read
error-list-trust = Confirm that you trust the source
