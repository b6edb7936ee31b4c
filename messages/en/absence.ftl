# When those who take part in a mentoring are away: an administrator adds a colleague of theirs.
admin-mentorings = Partnerships
absence-title = Mentoring partnerships of the organisations here
absence-lead = Only those who take part in a partnership can see it. If they are away for long, you can add a colleague of theirs here. You are not shown what is in it; all who take part are told, and what you do is recorded.
absence-none = The organisations of this server have no mentoring partnerships.
absence-who = { $name } and { $with }
absence-named = Taking part: { $names }
absence-nobody = Nobody who works there takes part.
absence-acted = Last action of somebody who takes part: { $date }
absence-never = Nobody who takes part has done anything here yet.
absence-add = Add a colleague
absence-handle = Whom do you add?
absence-handle-hint = Name or short name of somebody who works for the same organisation and has an account on this server. Names are offered while you type.
absence-done = The colleague now takes part. Everybody who takes part has been told
notification-mentoring-named = An administrator added somebody to “{ $title }”
notification-mentoring-added = An administrator added you to “{ $title }”, because the others who take part are away
