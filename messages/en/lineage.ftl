### Lineage: which city learnt from which, and what became of it.

## The step of the form and the section of the sheet

practice-section-adaptation = What this city did differently
practice-step-adaptation = Your adaptation
resource-section-adaptation = What this city changed
resource-step-adaptation = What you changed
handbook-section-adaptation = What this city changed
handbook-step-adaptation = What you changed
deck-section-adaptation = What this city changed
deck-step-adaptation = What you changed
library-step-adaptation-hint = Other cities learn most from what you changed and from what did not work. A few sentences are enough.
lineage-changes = What was changed
lineage-changes-hint = What you did differently from the source, and why. Write “nothing” if you did it just so.
lineage-cost = What it cost here
lineage-cost-hint = Money and working time, as far as you know them.
lineage-result = What came of it here
lineage-result-hint = With numbers, if there are any.
lineage-failed = What did not work here
lineage-failed-hint = So that the next city need not try it again.

## Taking up

lineage-adopt = Adopt this practice
resources-lineage-adopt = Adapt this resource
lineage-adopt-page = Adopt a practice
resources-lineage-adopt-page = Adapt a resource
lineage-adopt-lead = You get a draft of your own that begins from this sheet; nothing is published until you say so. Once you publish it, the author of the source learns of it and your city stands on her sheet.
lineage-adopt-source = Source
lineage-adopt-ask = Ask the author for permission
lineage-adopt-begin = Begin a draft
lineage-adopt-meta = What tells of the other city – place, costs, results – is not taken over. Files stay with the source.
lineage-adopt-meta-here = What tells of the other city – place, costs, results – is not taken over. Files are added to your draft as far as there is room; those of a translation stay with the source.
resources-lineage-adopt-meta = Who made it, when and with whose money is not taken over. Files stay with the source: take along those that you need, and add them to your draft.
resources-lineage-adopt-meta-here = Who made it, when and with whose money is not taken over. Files are added to your draft as far as there is room; those of a translation stay with the source.
lineage-relation = What do you want to do?
lineage-relation-hint = You can still write differently about anything later.
lineage-relation-adopted = Adopt – we do it as it is described
lineage-relation-adapted = Adapt – we do it in our own way
lineage-relation-translated = Translate – we publish the same practice in another language
resources-lineage-relation-adapted = Adapt – we change it so that it fits us
resources-lineage-relation-translated = Translate – we publish the same in another language
lineage-lang = Language of your sheet
lineage-lang-hint = If the source has a version in this language, your draft begins with it; otherwise with the original.
lineage-licence-own = It is your own text; you can do with it what you like.
lineage-licence-free = The text may be taken over, changed and translated. The source is named by itself.
lineage-licence-sa = The text may be taken over, changed and translated, if what you publish has the same licence. The source is named by itself.
lineage-licence-nc = The text may be taken over, changed and translated, but not used commercially; your licence has to say so too. The source is named by itself.
lineage-licence-nc-sa = The text may be taken over, changed and translated, but not used commercially, and what you publish must have the same licence. The source is named by itself.
lineage-licence-nd = This licence does not allow the text to be changed or translated. You can adopt the practice all the same: your draft names the source and you describe in your own words what you do. Or ask the author for permission.
lineage-licence-unknown = Nobody says under which licence this text may be used. Ask the author before you take over any of it. You can adopt the practice all the same: your draft names the source and you describe in your own words what you do.
resources-lineage-licence-nd = This licence does not allow the text to be changed or translated. You can use it as it is and say so on its page, or ask the author for permission.
resources-lineage-licence-unknown = Nobody says under which licence this text may be used. Ask the author before you take over any of it.
lineage-done-adopt = Your draft has begun. Go through the steps and publish it when you are ready.
lineage-done-translate = Your draft has begun. Translate beside the original.
lineage-error-nd = The licence of the source allows neither changes nor translations. Adopt it by naming the source, or ask the author.
lineage-error-unknown = The licence of the source is not known. Ask the author first, or adopt it by naming the source.
lineage-error-licence = The licence of the source does not allow this. Ask its author for permission.
lineage-error-parts = Not all chapters could be fetched from the other city. Try again in a while; those that came stay here.
lineage-error-part-long = The chapter “{ $title }” is longer than { $max } characters and cannot be taken over. Ask the author of the source to divide it.
lineage-error-same-language = The source is in this language already. Choose another one.
lineage-error-changes = Say what you changed. If nothing was changed, adopt the practice instead of adapting it.
lineage-error-changes-said = Say what you changed.
lineage-error-sa = The source is under { $licence }, which what is made of it must keep. Choose the same licence.
lineage-error-nc = The source is under { $licence } and may not be used commercially. Choose a licence that says so too.
lineage-error-inside = The source is not for everybody. What is made of it can only stand where the source stands.

## Translating beside the source

lineage-beside-lead = Translate as much as you can; you can save and go on later. Numbers and choices are taken over.
lineage-beside-link = Go on translating beside the original

## On the sheet of an adaptation

lineage-from-adopted = Adopted from
lineage-from-adapted = Adapted from
lineage-from-translated = Translated from
lineage-from-claimed = Says it is based on
lineage-says-recognised = recognised by both sides
lineage-says-claimed = not confirmed by the source yet
lineage-says-waiting = waits for the author of the source
lineage-says-refused = not listed by the author of the source
lineage-says-listed = said by the source only
lineage-fate-withdrawn = Withdrawn by its author. The title was kept.
lineage-fate-removed = The source was removed by a moderator.
lineage-fate-vanished = The server of the source has not answered for more than a month. What is known of it here stays.
lineage-changed-link = The source has changed since – see what
lineage-look-up = Look the source up
lineage-link = Which city learnt from which

## On the sheet of a source

lineage-taken = { $n ->
    [one] Taken up by { $n } city
   *[other] Taken up by { $n } cities
}
lineage-taken-adopted = { $n ->
    [one] Adopted by { $n } city
   *[other] Adopted by { $n } cities
}
lineage-taken-adapted = { $n ->
    [one] Adapted by { $n } city
   *[other] Adapted by { $n } cities
}
lineage-taken-translated = { $n ->
    [one] Translated by { $n } city
   *[other] Translated by { $n } cities
}
lineage-card = { $n ->
    [one] taken up by { $n } city
   *[other] taken up by { $n } cities
}
resources-lineage-card = { $n ->
    [one] adapted by { $n } city
   *[other] adapted by { $n } cities
}
lineage-is-adopted = adopted
lineage-is-adapted = adapted
lineage-is-translated = translated
lineage-is-first = the first
lineage-since = since { $date }
lineage-list = List
lineage-unlist = Do not list
lineage-done-listed = It is listed. Its author’s server learns of it.
lineage-done-unlisted = It is no longer listed. Its author’s server learns of it.

## What has changed in the source

lineage-source-page = What has changed in the source
lineage-source-since = Since { $date }, the state from which you began.
lineage-source-unknown = It is not known from which state you began.
lineage-source-notes = What its author says of the changes
lineage-source-parts = What says something else today
lineage-source-before = Then
lineage-source-after = Now
lineage-source-none = There is nothing to be shown beside one another.
lineage-source-edit = Change my sheet
lineage-source-seen = I have seen it
lineage-source-seen-meta = Then your sheet is based on the present state of the source, and the note about changes goes away.
lineage-done-seen = Your sheet is now based on the present state of the source.

## The picture

lineage-page = Which city learnt from which
lineage-lead = From the city that began to those that took it up from one another.
lineage-alone = Nobody has taken it up yet, as far as is known here.
lineage-table = Who learnt from whom
lineage-col-city = City
lineage-col-thing = Its sheet
lineage-col-from = Learnt from
lineage-col-relation = How
lineage-col-says = What both sides say
lineage-col-when = Published
lineage-here = you are here
lineage-withdrawn = withdrawn
lineage-elsewhere = not on this server
lineage-box = { $relation }, { $year }
lineage-step = { $to } learnt from { $from }
lineage-picture = Picture: which city learnt from which
lineage-caption = The table says the same in words.
lineage-dashed = A dashed line: only one side says so.
lineage-back = Back to the sheet

## Notifications

notification-taken-up = { $who } took up “{ $title }”
notification-adapted = { $who } adapted “{ $title }”
notification-unlisted = { $who } does not list “{ $title }” as made of hers
notification-source-changed = The source of “{ $title }” has changed – see what
notification-source-withdrawn = The source of “{ $title }” was withdrawn by its author
notification-source-vanished = The server with the source of “{ $title }” has not answered for more than a month

## The vocabulary

ns-adaptation = What it was made of: `source`, `sourceUpdated`, `sourceDigest`, `relation` (`adopted`, `adapted`, `translated`), and as `HTML` `changes`, `cost`, `result`, `failed`.
ns-adaptations = The list of what was made of it, as its author recognises it.
ns-adapted-from = The relation of a link to the source.
ns-example-adaptation = A practice taken up from another city
