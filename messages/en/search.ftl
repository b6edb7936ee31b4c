### Search in every room: what was found, saved searches, what is alike.

# $q is what was searched for.
search-partly = Nothing has all the words of “{ $q }”. Here is what has most of them.
