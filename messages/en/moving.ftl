# Moving to another server and from one: former addresses, export, import.

settings-moving = Moving and export
moving-notice = This address is no longer used. The new one is
moving-former = Former addresses
moving-former-lead = If you are moving here from another server, name your address there. Only then will that server and all others believe that it was you.
moving-address = Former address
    .hint = As @name@server.example or as the address of the page
moving-add = Add the address
moving-added = The former address is added.
moving-remove = Remove
moving-removed = The former address is removed.
moving-away = Move to another server
moving-away-lead = First make the new profile and name this one there as its former address. Then everybody who follows is taken along to the new address. What was published stays here. One can move once in seven days.
moving-target = New address
    .hint = As @name@server.example or as the address of the page
moving-go = Move
moving-gone = The move has begun. Followers are told and taken along.
# $date is a day.
moving-rests = The last move was a short time ago. The next one is possible from { $date }.
moving-return = Stay here again
moving-return-hint = The notice with the new address is taken down. Those who were taken along stay where they are.
moving-returned = The notice with the new address is taken down.
moving-organisation = Moving the organisation
moving-export = Download
moving-export-lead = These files are yours to keep or to take along to another server. They are made at this moment and are stored nowhere.
moving-export-all = Download everything
moving-export-all-hint = Profile, follows, communities, bookmarks and everything you wrote in all its languages, as JSON
moving-export-files = Download everything with your files
moving-export-files-hint = The same, and the files of everything you wrote, as a ZIP archive
moving-export-following = Whom you follow
moving-export-following-hint = A CSV list that Mastodon reads as well
moving-import = Import
moving-import-lead = Choose a file downloaded from such a server, or Mastodon’s list of whom you follow. Follows and memberships are requested anew, bookmarks are restored where the texts can be found, and your texts become drafts that only you see.
moving-file = File
    .hint = JSON or CSV, at most 20 MB
moving-import-button = Import the file
moving-importing = The import has begun. This page shows how far it is.
# $done and $all are numbers of entries.
moving-progress = Imported: { $done } of { $all }
moving-progress-again = See how far it is now
# $n is a number of entries.
moving-failed = { $n ->
    [one] One entry could not be imported:
   *[other] { $n } entries could not be imported:
}

communities-tool-moving = Moving and export
communities-moving-title = Moving “{ $name }”
communities-moving-export = Download the community
communities-moving-export-lead = Description, rules, members’ addresses and everything public, as JSON. It contains addresses of people: keep it with care.
communities-moving-import-lead = Choose a file downloaded from a community on another server. Its description, rules and sectors replace those here. Members who have an account on this server are invited. The links to what was published become a draft of yours: nobody’s texts are published again in their name.
communities-moving-links = From the former community
