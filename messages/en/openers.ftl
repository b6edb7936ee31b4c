# Who may open mentoring programmes.
admin-programmes = Programmes
openers-title = Who opens mentoring programmes
openers-lead = A programme commits the good name of this server and invites other cities. Only people who act for an organisation can open one: administrators, moderators and those named here.
openers-named = People named
openers-nobody = Nobody has been named yet.
openers-alone = acts for no organisation at the moment and cannot open programmes
openers-remove = Remove
openers-add = Name somebody
openers-handle = Whom do you name?
openers-handle-hint = Name or short name of somebody with an account on this server who works for an organisation, for example @elena_markova. Names are offered while you type.
openers-save = Name this person
openers-done-named = This person can now open programmes
openers-done-removed = This person can no longer open programmes
programme-error-reserved = Only people who act for an organisation and have been named by an administrator of this server can open a mentoring programme. Ask an administrator: the contact address is on the page “About this server”.
notification-mentoring-entrusted = { $who } has named you as a coordinator: you can now open mentoring programmes
