# The kinds `handbook` and `chapter`, and the pages on which one reads and writes them.

kind-handbook = Handbook
kind-chapter = Chapter

handbook-section-facts = Key facts
handbook-section-about = About it
handbook-section-law = Legal references
handbook-section-origin = Where it comes from

handbook-step-facts = Key facts
handbook-step-about = Description

handbook-contents = Contents
handbook-read = Read from the beginning
handbook-whole = Everything on one page, to print or save as PDF
handbook-chapters-edit = Add or change chapters
handbook-no-chapters = It has no chapters yet.
handbook-part-of = Chapter { $n } of { $of }
handbook-previous = Previous chapter
handbook-next = Next chapter
handbook-back = To the handbook
handbook-away = This chapter could not be fetched from { $host } just now. Try again in a while, or read it there.
handbook-away-old = { $host } did not answer just now. This is the text as it was when it was last fetched.
handbook-there = Read it on { $host }
handbook-fetching = { $n ->
    [one] One chapter has not come from { $host } yet. Open this page again in a while, before you print it.
   *[other] { $n } chapters have not come from { $host } yet. Open this page again in a while, before you print it.
}
handbook-whole-title = { $title }: the whole text
handbook-whole-print = To print it or save it as PDF, choose “Print” in the menu of your browser.

chapter-title = Title of the chapter
chapter-body = Text
chapter-body-hint = Headings, lists, tables and links can be set with the buttons or with Markdown.
chapter-note = What did you change?
chapter-note-hint = One line for the history.
chapter-untitled = A chapter without a title
chapter-new = Add a chapter
chapter-edit = Edit the chapter
chapter-edit-of = Edit: { $title }
chapter-up = Move up
chapter-remove = Remove
chapter-remove-sure = Remove the chapter “{ $title }” with all its language versions?
chapter-remove-yes = Remove the chapter
chapter-add = Add the chapter
chapter-save = Save
chapter-several = Several chapters at once
chapter-several-hint = Paste the whole text here. Each heading of the highest level (a line that begins with “# ”) begins a chapter.
chapter-several-text = The whole text
chapter-several-file = A file with the text
chapter-several-file-hint = Plain text or Markdown.
chapter-several-add = Divide into chapters
chapter-done-added = The text has been added.
chapter-done-changed = The chapter has been changed.
chapter-done-removed = The chapter has been removed.
chapter-translate = Translate the chapter
chapter-history = Earlier states
chapter-languages = Languages of this chapter
chapter-error-empty = There is nothing here to make chapters of
chapter-error-incomplete = Every chapter needs a title and a text
