# The conversation under a post of any kind: replies, marks, reports, moderation, history.

conversation-heading = Replies
conversation-count = { $n ->
    [0] no replies yet
    [one] { $n } reply
   *[other] { $n } replies
}
conversation-none = Nobody has replied yet.
conversation-none-hint = If you have met the same problem, say what you tried, even if it failed.
conversation-reply = Reply
conversation-reply-heading = Your reply
conversation-reply-to = Reply to { $name }
conversation-reply-cancel = Cancel
conversation-body = Reply
conversation-body-page = Your text
conversation-body-hint = Paragraphs are separated by an empty line. **Bold**, lists with - and links in [text](address) are recognised.
conversation-lang = Language of the text
conversation-publish = Publish
conversation-save = Save
conversation-preview = Preview
conversation-preview-heading = How it will look
conversation-preview-empty = There is nothing to preview yet.
conversation-sign-in = Sign in to reply
conversation-join = Only members of the community reply here.
conversation-join-link = See how to join
conversation-locked = The discussion is closed for new replies
conversation-locked-text = A facilitator has closed it. Everything written so far stays readable.
conversation-locked-tools = You may still reply after opening it again.
conversation-seen-public = Everyone will see it, without signing in
conversation-seen-unlisted = Everyone who has the address will see it
conversation-seen-members = Only members of the community will see it
conversation-seen-local = Only people of this server will see it
conversation-seen-local-members = Only members of the community on this server will see it
conversation-older = Earlier replies
conversation-newer = Later replies
conversation-in-reply-to = in reply to { $name }
# Under the description of a practice, a resource, an offer and the like, where people ask.
sheet-conversation-heading = Questions and comments
sheet-conversation-none = No questions yet.
sheet-conversation-none-hint = Ask the authors, or add what you know from your own work.
sheet-conversation-reply-heading = Your question or comment
sheet-conversation-body = Question or comment
sheet-conversation-sign-in = Sign in to ask
sheet-conversation-join = Only members of the community write here.
sheet-conversation-locked = Closed for new questions and comments

# One post or comment.
conversation-useful = Useful
conversation-useful-count = Useful · { $n }
conversation-useful-undo = You marked it as useful. Take the mark back
conversation-bookmark = Save
conversation-unbookmark = Saved
conversation-unbookmark-menu = Take out of your bookmarks
conversation-link = Link
conversation-more = More
conversation-edit = Edit
conversation-withdraw = Withdraw
conversation-report = Report
conversation-history = History
conversation-edited = edited
conversation-accept = Accept as the answer
conversation-unaccept = No longer the answer
conversation-accepted = Accepted answer
conversation-pin = Pin
conversation-unpin = Unpin
conversation-lock = Close for replies
conversation-unlock = Open for replies
conversation-remove = Remove
conversation-restore = Put back
conversation-draft = Draft
conversation-draft-text = Only you see this draft.
conversation-facilitator = facilitator
conversation-translated-human = Translated by a person from: { $language }.
conversation-translated-machine = Translated by a machine from: { $language }.
conversation-original = See the original
conversation-illustrative = Illustrative
conversation-illustrative-text = Made up to show how it works.
conversation-withdrawn = Withdrawn by the author
conversation-removed = Removed by a facilitator
conversation-removed-reason = Removed by a facilitator. Reason: { $reason }
conversation-muted = { $name } · you have muted this person
conversation-muted-show = Show the text

# What was done.
conversation-done-commented = What you wrote is published.
conversation-done-edited = The changes are saved.
conversation-done-withdrawn = Your text is withdrawn.
conversation-done-deleted = The draft is deleted.
conversation-done-removed = The text is removed. Its author and the moderation log say why.
conversation-done-restored = The text is back in its place.
conversation-done-accepted = The answer is marked as accepted.
conversation-done-unaccepted = The question is open again.
conversation-done-pinned = Pinned at the top of the community.
conversation-done-unpinned = No longer pinned.
conversation-done-locked = Closed for new replies.
conversation-done-unlocked = Open for replies again.
conversation-done-bookmarked = Saved in your bookmarks.
conversation-done-unbookmarked = Taken out of your bookmarks.
conversation-done-reported = Thank you. The report is with the people who look after this place.

# Editing a comment.
conversation-edit-title = Edit your reply
conversation-edit-hint = The earlier text stays in the history, which readers can see.
conversation-cancel = Cancel

# Withdrawing.
conversation-withdraw-title = Withdraw your text?
conversation-withdraw-text = The text disappears for everybody and cannot be brought back. Replies to it stay; in its place it will say that you withdrew it.
conversation-withdraw-confirm = Withdraw the text
conversation-withdraw-keep = Keep it
# Deleting a draft.
conversation-delete = Delete the draft
conversation-delete-title = Delete the draft?
conversation-delete-text = It has not been published. Once deleted, it cannot be brought back.
conversation-delete-confirm = Delete the draft
conversation-delete-keep = Keep it

# Removing.
conversation-remove-title = Remove this text?
conversation-remove-text = It disappears for readers. Its author is told the reason, and so is everyone who opens the page or the moderation log. You can put it back later.
conversation-remove-reason = Reason
conversation-remove-reason-hint = One sentence that names the rule, for instance “Names a person under protection”. It will be public to everyone who could read the text.
conversation-remove-confirm = Remove the text
conversation-remove-keep = Leave it

# Reporting.
conversation-report-title = Report a text
conversation-report-text = The facilitators of the community and the moderators of this server will read it. The author does not learn who reported.
conversation-report-about = You are reporting:
conversation-report-reason = What is wrong with it?
conversation-report-reason-off-topic = It is off topic
conversation-report-reason-offence = It offends or threatens somebody
conversation-report-reason-personal-data = It discloses personal data
conversation-report-reason-wrong = It contains wrong information
conversation-report-reason-spam = It is advertising or spam
conversation-report-reason-other = Something else
conversation-report-detail = Explain in your own words
conversation-report-detail-hint = What should whoever reads this know? Needed when you choose “Something else”.
conversation-report-send = Send the report

# History.
conversation-history-title = History: { $title }
conversation-history-comment = History of a reply
conversation-history-text = Every saved state, newest first.
conversation-history-current = Current text
conversation-history-revision = Version { $n }
conversation-history-note = Note: { $note }
conversation-history-none = It has not been changed since it was published.
conversation-history-back = Back to the text

conversation-copies = Where it is kept
conversation-copies-text = This text is for members. Copies are on these servers; their administrators can technically read it.
conversation-copies-gone = This text was withdrawn or removed. All servers that hold a copy are told to erase it. Whether they really did cannot be checked from here.
conversation-copies-here = This server
conversation-copies-home = Home of the community
conversation-copies-since = Copy since { $when }
conversation-copies-erased = Told to erase, confirmed { $when }
conversation-copies-waiting = Not confirmed yet
conversation-copies-elsewhere = Which further servers { $host } has passed it on to is shown there.
