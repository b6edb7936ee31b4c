# The kind `discussion`: labels, hints and options of its fields.

discussion-section-about = What it is
discussion-section-decision = The decision
discussion-step-text = The text
discussion-step-decision = The decision

discussion-type = What is it?
discussion-type-hint = It tells readers what you expect of them. You can change it later.
discussion-type-question = A question: I am looking for an answer
discussion-type-discussion = An exchange: I would like to hear views and experience
discussion-type-decision = A decision: we have to agree on something

discussion-decision = What was decided?
discussion-decision-hint = In a few sentences that can be understood without reading the discussion. Mention a dissenting opinion, if there was one.
discussion-decision-state = How far is it?
discussion-decision-state-hint = Change it as work goes on; the community sees it in the list.
discussion-decision-state-proposed = proposed
discussion-decision-state-agreed = agreed
discussion-decision-state-under-way = under way
discussion-decision-state-done = done
discussion-decision-state-dropped = dropped
discussion-decision-date = Decided on
discussion-decision-date-hint = A day, or only the month or the year.
discussion-decision-owner = Who is responsible?
discussion-decision-owner-hint = A person or a role, for instance “head of the social services unit”.
discussion-decision-due = Due by
discussion-decision-due-hint = A day, or only the month or the year.

discussion-error-decision = Write what was decided, or leave the fields about the decision empty
discussion-error-no-decision = A question has no decision. Choose “A decision” above, or leave this empty
discussion-error-due = The due date lies before the decision. Check both dates
