### Whether what is described still holds.

check-on = Checked on
check-on-hint = When somebody last looked whether this is still true.
check-next = Next check
check-next-hint = When you will look whether this is still true. You are reminded a month before.
check-heading = Is it still right?
check-page = Still right
check-checked = Checked on { $date }
check-never = It does not say when it was checked.
check-next-on = next check: { $date }
check-overdue = Check overdue
check-overdue-since = overdue since { $date }
check-due-on = by { $date }
check-form-next = Next check
check-form-next-hint = A year from now is proposed.
check-still-right = Still right: checked today
check-done = It is noted that this was checked today.
to-check-title = To be checked
to-check-lead = What is to be checked within a month, or has been due.
to-check-own = My descriptions
to-check-none = Nothing is to be checked.
to-check-none-next = The date of the next check is set on the page of the description.
to-check-hosted = In communities that I facilitate
to-check-all = { $n ->
    [one] See the list
   *[other] See all { $n }
}
library-menu-to-check = To be checked
hint-link = Is something here out of date?
hint-page = Something here is out of date
hint-lead = { $name } gets a private message with what you write, and the address of the description.
hint-body = What is out of date?
hint-body-hint = One sentence is enough: what has changed, and how you know.
hint-send = Send to the author
hint-done = The author has your message.
hint-message = Something in "{ $title }" is out of date:
hint-error-stranger = The author lives on another server and gets private messages only from people they have something to do with. Follow the author, or ask in public under the description.
