# Files of a thing: the list on its page, and the panel for whoever may change it.

files-heading = Files
files-save = Save
files-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
files-size-kb = { $value } KB
files-size-mb = { $value } MB
files-size-gb = { $value } GB
files-file = Add files
files-types = Documents, tables, presentations, pictures, films, sound, data and archives.
files-largest = { $size } at most.
files-space = { $used } of { $of } used.
files-add = Upload
files-progress = How much has been sent
files-emblems = Emblems
files-emblems-hint = The emblem of the funder or the project. It stands on the page and in every print.
files-emblem = Add an emblem
files-label = What is it?
files-label-of = What is { $name }?
files-describe = Save
files-up = Up
files-remove = Remove
files-remove-ask = Remove this file? It cannot be brought back.
files-remove-yes = Remove the file

files-done-added = The files were added.
files-done-removed = The file was removed.
files-done-described = The description is saved.

files-error-none = Choose a file first
files-error-empty = There is nothing in this file
files-error-type = This type of file is not taken, or the file holds something else than its name says
files-error-emblem = An emblem must be a picture: PNG, JPEG, WebP or GIF
files-error-large = The file is too large
files-error-full = There is no space left for this file. Remove others, or ask the administrator
files-error-many = There are too many files here already
files-error-label = Say it in at most 300 characters
files-error-broken-picture = The picture is broken or incomplete. Open it, save it anew and try again
files-error-large-picture = The picture is too large: at most 64 megapixels and 64 MB
files-error-elsewhere = The server that has this file does not answer. Try again later
files-error-altered = The server that has this file gave something else than it had announced. Tell whoever added the file

files-meta-held = being checked for viruses
files-meta-infected = contains a virus, is not given out
files-held = This file is still being checked for viruses. Try again in a while
files-infected = This file contains a virus and is not given out
files-error-infected = The file contains a virus and was not accepted. Check the computer it comes from
files-error-unscannable = The file is too large to be checked for viruses
files-error-scanner = Files cannot be checked for viruses at the moment, so none are accepted. Try again later
