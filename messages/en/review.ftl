### What others say: reviews and "we use this".

## A review: the kind and the form

kind-review = Review
review-step-review = Review
review-section-relevance = Relevance
review-relevance = To what degree does the practice answer a real need?
review-relevance-hint = Whether there is a need, whom it concerns, and whether the practice meets it.
review-relevance-strong = To a high degree
review-relevance-sufficient = To a sufficient degree
review-relevance-weak = To a low degree
review-relevance-unclear = Cannot tell
review-relevance-why = Reasons for the mark on relevance
review-relevance-why-hint = A few sentences from which the author and other cities learn something.
review-section-participation = Participation
review-participation = To what degree did those whom it is for take part?
review-participation-hint = In its design, in doing it, and in judging it.
review-participation-strong = To a high degree
review-participation-sufficient = To a sufficient degree
review-participation-weak = To a low degree
review-participation-unclear = Cannot tell
review-participation-why = Reasons for the mark on participation
review-participation-why-hint = A few sentences from which the author and other cities learn something.
review-section-evidence = Evidence
review-evidence = To what degree are the results proven?
review-evidence-hint = Figures, evaluations, what participants say; and whether it says what did not work.
review-evidence-strong = To a high degree
review-evidence-sufficient = To a sufficient degree
review-evidence-weak = To a low degree
review-evidence-unclear = Cannot tell
review-evidence-why = Reasons for the mark on evidence
review-evidence-why-hint = A few sentences from which the author and other cities learn something.
review-section-transferability = Transferability
review-transferability = To what degree can another city do the same?
review-transferability-hint = Whether the description is enough, and whether its conditions exist elsewhere.
review-transferability-strong = To a high degree
review-transferability-sufficient = To a sufficient degree
review-transferability-weak = To a low degree
review-transferability-unclear = Cannot tell
review-transferability-why = Reasons for the mark on transferability
review-transferability-why-hint = A few sentences from which the author and other cities learn something.
review-section-opinion = Opinion as a whole
review-opinion = Do you recommend the practice?
review-opinion-hint = For whom and under which conditions is asked at the end.
review-opinion-recommended = Recommended
review-opinion-conditions = Recommended with conditions
review-opinion-not-yet = Not yet
review-section-interest = Declaration of interest
review-interest = Do you have an interest in this practice?
review-interest-hint = For instance a common project, funding, or close relations with its authors. Whoever wrote it or works for the same organisation does not review it.
review-interest-none = I have none
review-interest-declared = I have one and declare it
review-interest-text = Which interest?
review-interest-text-hint = Fill it in if you declare an interest. It is shown in the review.
review-error-interest = Say which interest it is, or choose that you have none.
review-conclusion = Conclusion
review-body = For whom and under which conditions
review-body-hint = To which cities you would recommend it, what they need, and what you would change.
review-page = Review of a practice
review-title = Review: { $title }
review-lead = A review is signed with your name. You can keep it as a draft; the author learns of it when you publish it, and can answer.
review-meta = Everybody can publish one review of a practice. You can change or withdraw it afterwards.
review-lang = Language of the review
review-organisation = On behalf of { $name }
review-publish = Publish the review
review-save = Save the changes
review-keep = Save as a draft
review-done = The review is published.
review-done-draft = The draft is kept. Nobody but you sees it.
review-done-changed = The review is changed.

## The page of a review

review-on-behalf = on behalf of
review-edited = changed on { $date }
review-earlier-text = The practice was changed after this review.
review-earlier-link = See the version that it is about
review-whole = Opinion as a whole
review-answers-meta = The author of the practice can answer here in public.

## On the page of the practice

reviews-heading = { $n ->
    [0] Reviews
    [one] { $n } review
   *[other] { $n } reviews
}
reviews-none = There are no reviews yet.
reviews-mark-count = { $n ->
    [one] { $mark } (1)
   *[other] { $mark } ({ $n })
}
reviews-by = Review by
reviews-answered = the author has answered
reviews-earlier = of an earlier version
reviews-write = Write a review
reviews-ask = Ask for a review
reviews-card = { $n ->
    [one] { $n } review
   *[other] { $n } reviews
}

## Asking for a review

reviewers-title = Asking for a review
reviewers-lead = Ask somebody of this server who knows the subject. The person is told, and says whether they will write one.
reviewers-handle = Whom do you ask?
reviewers-handle-hint = Name or short name of somebody with an account on this server, for example @elena_markova. Names are offered while you type.
reviewers-ask = Ask
reviewers-asked-on = asked on { $date }
reviewers-asked = waits
reviewers-accepted = will write one
reviewers-declined = declined
reviewers-remove = Take the request back
reviewers-done-asked = She has been asked.
reviewers-done-removed = The request is taken back.
reviewers-done-accepted = You accepted. Write the review when you have time; you can keep it as a draft.
reviewers-done-declined = You declined. Whoever asked you is told.
reviewers-you-asked = { $who } asks you for a review of this practice.
reviewers-you-accepted = You agreed to write a review for { $who }.
reviewers-you-declined = You declined to write a review for { $who }.
reviewers-accept = I will
reviewers-decline = I will not
reviewers-accept-yet = I will after all

## "We use this"

kind-endorsement = Endorsement
endorsement-section-use = Use
endorsement-step-use = Use
endorsement-use = We use this
endorsement-use-hint = Said on behalf of an organisation.
endorsement-use-in-use = yes
endorsement-since = Since when?
endorsement-since-hint = The year is enough, for instance 2024.
endorsement-how = How do you use it?
endorsement-how-hint = One sentence that helps the next city.
endorsement-withdraw-title = Withdraw the confirmation?
endorsement-withdraw-text = It will no longer be seen that your organisation uses what is described. If you use it again, you can confirm it again.
endorsement-withdraw-confirm = Withdraw the confirmation
endorsement-withdraw-keep = Keep it
endorse-page = We use this
endorse-lead = You say on behalf of { $name } that it uses what is described here. Everybody who reads the description sees the name of the organisation and yours.
endorse-meta = If you have changed it for your city, describe it as an adaptation instead: then others learn what came of it there.
endorse-lang = The language you write in
endorse-save = Confirm
endorse-withdraw = We no longer use it
endorse-done = Thank you. Your organisation stands among those that use this.
uses-heading-none = Who uses it
uses-heading = { $n ->
    [one] Used by { $n } organisation
   *[other] Used by { $n } organisations
}
uses-none = No organisation has said yet that it uses this.
uses-note = It uses this
uses-since = since { $date }
uses-said-by = confirmed by
uses-endorse = We use this
uses-change = Change what your organisation said
uses-card = { $n ->
    [one] used by { $n } organisation
   *[other] used by { $n } organisations
}
review-error-changed = It was changed while you were writing. Read it again, and then send your review.
