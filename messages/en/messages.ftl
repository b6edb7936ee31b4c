# Private messages between two people.

menu-messages = Messages
person-write = Write a message
messages-page = Messages
messages-lead = What you and others write to one another, on this server and on others. Only the person you write to sees it.
messages-empty = You have no messages yet
messages-empty-text = Choose “Write a message” on somebody’s page. If they are on another server, paste their address into the search.
messages-empty-link = Find people
# $n is how many are unread.
messages-unread = { $n ->
    [one] { $n } new
   *[other] { $n } new
}
messages-you = You
messages-gone = The message was withdrawn
messages-changed = edited
# $name is the name of a person.
messages-with = Messages with { $name }
messages-none = You and { $name } have not written to one another yet.
messages-not-encrypted = Messages are not encrypted. Besides the two of you, the administrators of this server are technically able to read them. Do not put personal data of others into them.
# $host is the name of the other server.
messages-not-encrypted-elsewhere = Messages are not encrypted. Besides the two of you, the administrators of this server and of { $host } are technically able to read them. Do not put personal data of others into them.
messages-older = Older messages
messages-newest = To the newest messages
messages-write = New message
messages-body = Text of the message
messages-lang = Language of the text
messages-send = Send
messages-sent = The message is sent.
messages-edit = Edit
messages-edit-page = Edit the message
messages-edit-hint = The recipient will see the new text and that you changed it. They may have read the earlier one already.
messages-save = Save
messages-cancel = Cancel
messages-edited = The message is changed.
messages-withdraw = Withdraw
messages-withdraw-page = Withdraw the message?
messages-withdraw-hint = The text disappears here and cannot be brought back. If the recipient is on another server, we ask it to delete the text too, but cannot guarantee that it does.
messages-withdraw-yes = Withdraw the message
messages-withdrawn = The message is withdrawn.
messages-closed = This person no longer has a profile and cannot receive messages.
messages-suspended = This person’s access is suspended, and they cannot receive messages.
messages-too-many = You have written to too many people for the first time today. Try again tomorrow
