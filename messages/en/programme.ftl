# Programmes: applications, matching, how they stand, what they have come to.
application-list = Your applications
application-title = Application: { $title }
application-who = { $applicant } applies to { $coordinator }
application-state-invited = invited
application-state-received = waits for a decision
application-state-accepted = takes part
application-state-reserve = in reserve
application-state-declined = does not take part
application-state-withdrawn = withdrawn
application-role-mentee = Wants help
application-role-mentor = Helps
application-banner = Only those who work for the applicant and for the coordinator see this.
application-banner-text = When wishes are asked for, the cities of the other role see your name, topics, stage, languages, country, size and the beginning of what you wrote. The administrators of both servers have technical access.
application-invitation = You are invited to apply
application-decision = What the coordinator says
application-match = Works with { $name }
application-match-ended = ended
application-grant = small grant of up to { $n } euros
application-work = To the mentoring
application-begin = Begin the mentoring
application-wishes = With whom you would like to work
application-wishes-lead = Say with whom you would like to work best, and with whom you cannot. Only the coordinator sees what you choose.
application-wishes-none = No wishes have been said yet.
application-wishes-save = Send the wishes
application-said = The application
application-edit = Change
application-say = Write to the other side
application-decide = Decision
application-decide-state = Does the city take part?
application-decide-text = What you tell the city
application-decide-text-hint = Needed when it does not take part.
application-decide-save = Send the decision
application-reports = What the coordinator has got
application-reports-lead = These numbers come from the mentoring, because both cities have signed that they do. Nothing else does.
application-report-with = Works with
application-withdraw = Withdraw the application
application-withdraw-text = The coordinator is told. You can apply again until the deadline.
application-withdraw-now = Yes, withdraw
application-done-withdrawn = The application is withdrawn
application-done-wished = The coordinator has your wishes
application-done-decided = The city is told
application-error-closed = Nobody can apply to this programme now
application-error-own = You coordinate this programme yourselves
application-error-applicant = Only the applicant can do this
application-error-round = Wishes can no longer be changed
application-error-invited = This city has applied or been invited already
application-error-state = Nothing can be decided of this application now
application-error-matched = This city works with another one. Part them first.
application-error-reason = Say why
application-error-nobody = Cities must take part on both sides first
application-error-pair = These two cannot work together
application-error-role = You work with another city in this role. The coordinator must part you first.
application-error-full = One of them works with as many cities as it can
application-error-grant = Write whole euros within the limits of the programme

# The form.
apply-title = Apply
apply-begin = Apply
apply-lead = Say what you need or what you can give. { $name } reads it and brings cities together.
apply-deadline = The last day is { $date }.
apply-from = Fill in the form from:
apply-sectors = Topics
apply-sectors-hint = What you need help with, or what you can help with.
apply-private = Only those who work for your organisation and for the coordinator see the application. When wishes are asked for, the cities of the other role see your name, topics, stage, languages, country, size and the beginning of what you wrote here.
apply-send = Send the application
apply-done = The application is sent. You hear of every step here.
application-section-need = What it is about
application-section-facts = How you can work
application-role = What would you do?
application-role-short = Role
application-need = What do you want to reach, or what can you give?
application-need-short = What it is about
application-need-hint = One real problem, or one real experience, in your own words.
application-tried = What have you tried?
application-tried-short = What was tried
application-team = Who would take part?
application-team-short = Team
application-team-hint = Roles, not names: for instance two case workers and the head of the department.
application-stages = At which stage?
application-stages-short = Stages of the policy
application-stages-hint = Where you are, or where you can help.
application-stages-needs-analysis = analysis of needs
application-stages-design = design
application-stages-adoption = adoption
application-stages-implementation = implementation
application-stages-monitoring = monitoring
application-stages-evaluation = evaluation
application-interpreter = We can provide an interpreter
application-interpreter-short = Interpreter provided
application-population = Population
application-population-under-20k = under 20,000
application-population-20k-50k = 20,000 – 50,000
application-population-50k-200k = 50,000 – 200,000
application-population-200k-500k = 200,000 – 500,000
application-population-500k-1m = 500,000 – 1 million
application-population-over-1m = over 1 million
application-population-region = a whole region
application-capacity = How many cities could you help at once?
application-capacity-short = Cities at once
application-capacity-hint = Only for those who help; one where nothing is said.

# Wishes.
wish-none = no wish
wish-1 = first wish
wish-2 = second wish
wish-3 = third wish
wish-conflict = we cannot work together
wish-choice = Would you like to work with { $name }?
wish-worked = We have worked together

# Matching.
matching-title = Matching
matching-lead = These pairs together are worth most by the weights of the programme. They are suggestions: you decide, and both cities see the reasons.
matching-none = Nobody who takes part is without a partner.
matching-pair = { $mentee } learns from { $mentor }
matching-sum = { $percent } % · { $points } of { $most } points
matching-why = Why these two
matching-criterion = Criterion
matching-found = What was found
matching-share = How well it fits
matching-weight = Weight
matching-points = Points
matching-decide = Bring these two together
matching-grant = Small grant in euros
matching-others = Other cities that could help
matching-alone = Nobody is left for { $name }
programme-met-last = last on { $date }
programme-met-next = next on { $date }
matching-full = All who help have no more room.
matching-own = Another pair
matching-own-lead = You may know more than criteria do. Only whoever has declared that they cannot work together is not brought together.
matching-mentee = City that wants help
matching-mentor = City that helps
matching-choose = Choose a city
matching-weights = What counts how much
matching-weights-edit = Change the weights in the programme
matching-sector = Common topics
matching-stage = Stage of the policy
matching-language = Common languages
matching-size = Size
matching-legal-system = Legal system
matching-availability = Time and form
matching-earlier-work = Earlier work together
matching-preference = Wishes
matching-nothing = nothing in common
matching-interpreter = only with an interpreter
matching-size-alike = of the same size
matching-size-near = of a similar size
matching-size-far = of very different sizes
matching-size-unknown = not known
matching-law-same-country = the same country
matching-law-same-tradition = a similar tradition of local government
matching-law-other-tradition = another tradition of local government
matching-law-unknown = not known
matching-earlier-work-no = not known
matching-earlier-work-little = a little
matching-earlier-work-some = some
matching-earlier-work-yes = they have worked together
matching-preference-no = neither has wished for the other
matching-preference-little = one would like it, or both have no wishes
matching-preference-some = both would like it
matching-preference-yes = for both it is the first wish
matching-bar-same = They are the same city
matching-bar-conflict = One has declared that it cannot work with the other
matching-bar-language = They have no language in common and no interpreter
matching-bar-sector = They have no topic in common
matching-bar-time = They never have time in the same month

# How a programme stands.
programme-list = Programmes you coordinate
programme-coordinate = Coordinate
programme-public = The programme as everybody sees it
programme-by = coordinated by { $name }
programme-of = { $n } of { $of }
programme-euros = €{ $n }
programme-banner = Only those who work for the coordinator see this.
programme-banner-text = Of each mentoring you get stage, dates, hours, satisfaction and overdue actions, because both cities have signed that. What they write to each other stays with them.
programme-tasks = What waits for you
programme-task-decide = { $n ->
    [one] { $n } application waits for a decision
   *[other] { $n } applications wait for a decision
}
programme-task-match = { $n ->
    [one] { $n } city has nobody to help it yet
   *[other] { $n } cities have nobody to help them yet
}
programme-task-wishes = { $n ->
    [one] { $n } city has not said its wishes
   *[other] { $n } cities have not said their wishes
}
programme-task-unsigned = { $n ->
    [one] { $n } pair has no agreement yet
   *[other] { $n } pairs have no agreement yet
}
programme-task-quiet = { $n ->
    [one] { $n } pair has not met for two months
   *[other] { $n } pairs have not met for two months
}
programme-task-overdue = { $n ->
    [one] { $n } pair has overdue actions
   *[other] { $n } pairs have overdue actions
}
programme-figure-mentees = Want help
programme-figure-mentors = Help
programme-figure-pairs = Pairs
programme-figure-working = At work
programme-figure-closed = Finished
programme-figure-left = Ended early
programme-figure-meetings = Meetings
programme-figure-hours = Hours
programme-figure-satisfaction = Satisfied, out of 5
programme-figure-grants = Small grants
programme-pairs = Pairs
programme-pair = Pair
programme-no-pairs = No pair yet.
programme-state = Stage
programme-starts = Beginning
programme-ends = End
programme-last = Last meeting
programme-next = Next meeting
programme-overdue = Overdue actions
programme-grant = Grant in euros
programme-quiet = quiet for long
programme-with = with { $name }
programme-wished = has said its wishes
programme-part = Part
programme-part-text = Both cities are told. What they have written to each other stays theirs.
programme-part-now = Yes, part them
programme-applications = Applications and invitations
programme-no-applications = Nobody has applied yet. Invite cities, or wait until they find the programme.
programme-round-text = Ask all who take part with whom they would like to work. They see the cities of the other role.
programme-round-begin = Ask for wishes
programme-round-open = The cities can say with whom they would like to work. If others take part meanwhile, show them, too.
programme-round-again = Show new cities, too
programme-round-end = End it
programme-invite = Invite a city
programme-invite-with = The city
programme-invite-with-hint = The address of its organisation or of somebody who works there, on any server, for instance @utrecht@bridges.example.
programme-invite-text = What you write to it
programme-invite-send = Send the invitation
programme-done-invited = The invitation is on its way
programme-done-asked = The cities are asked
programme-done-ended = Wishes can no longer be changed
programme-done-paired = Both cities are told
programme-done-parted = Both cities are told
programme-report = Report
programme-report-lead = What the programme has come to so far.
programme-report-made = as of { $date }
programme-report-source = The numbers come from what the cities themselves report, as they have signed. No texts of theirs are used.
programme-back = Back to the programme
programme-sectors = Topics of those who take part
programme-countries = Countries of those who take part
programme-satisfied-mentee = Satisfaction of who is helped
programme-satisfied-mentor = Satisfaction of who helps
workspace-stage-matched = brought together
workspace-stage-proposed = without agreement
workspace-stage-working = at work
workspace-stage-feedback = feedback given
workspace-stage-closed = finished
workspace-stage-left = ended early

# What people are told.
notification-application-received = { $who } applies to “{ $title }”
notification-application-invited = { $who } invites you to apply to “{ $title }”
notification-application-withdrawn = { $who } withdrew the application to “{ $title }”
notification-application-decided = There is a decision on your application to “{ $title }”
notification-application-matched = “{ $title }”: you have somebody to work with
notification-application-round = “{ $title }”: with whom would you like to work?
notification-application-wished = { $who } has said with whom it would like to work in “{ $title }”
notification-application-message = { $who } wrote in the application to “{ $title }”

# On the home page.
home-mentoring = Mentoring waits for you
home-sign = An agreement waits for your signature
home-apply = You are invited to apply
home-wish = Say with whom you would like to work
home-decide = An application waits for your decision
home-answer = A request for assistance waits for an answer
