# When the server of the other side cannot keep this with us: a private message whose text stands ready.

# $name is the name of a city, an organisation or a person.
instead-why = The server of { $name } runs other software and cannot keep this with you.
instead-text = You can send a private message. The text stands ready: read it, change it and send it yourself.
instead-nobody = A private message goes to a person. Enter the address of somebody who works there and try again: a text will be ready for you.
# $own is the name of your organisation, $title is what it is about.
instead-mentee = Hello! I am writing on behalf of { $own }. We would like to learn from your experience: “{ $title }”.
instead-mentor = Hello! I am writing on behalf of { $own }. We would like to share our experience with you: “{ $title }”.
instead-programme = Hello! I am writing on behalf of { $own }. We invite you to take part in “{ $title }”.
instead-more = More about it: { $address }
