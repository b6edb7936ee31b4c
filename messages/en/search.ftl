### Search in every room: what was found, saved searches, what is alike.

# $q is what was searched for.
search-partly = Nothing has all the words of “{ $q }”. Here is what has most of them.
search-rest = One of the words is missing here:

menu-searches = Saved searches
searches-page = Saved searches
searches-lead = As soon as something new fits a saved search you are told, once a day at most. Only you see this list.
searches-empty = You have no saved searches yet
searches-empty-text = Search for something and press “Save this search”.
searches-empty-link = To the search
searches-save = Save this search
searches-save-meta = We tell you when there is something new.
searches-save-button = Save
searches-name = Name of the search
searches-saved = The search is saved
searches-forget = Delete
searches-forgotten = The search is deleted
error-searches-full = You have 50 saved searches. Delete one to save another
# $title is what is new.
notification-saved-search = Something new fits a search you saved: “{ $title }”

alike-check = See whether there is an answer
alike-heading = Is the answer here already?
alike-none = We found nothing like it. Your question is new.
alike-go-on = If this does not help, go on with your question.
alike-people = People who may know
