# Programmes: applications, matching, how they stand, what they have come to.
application-list = Your applications
application-title = Application: { $title }
application-who = { $applicant } applies to { $coordinator }
application-state-invited = invited
application-state-received = awaiting decision
application-state-accepted = taking part
application-state-reserve = on the reserve list
application-state-declined = not taking part
application-state-withdrawn = withdrawn
application-state-refused = invitation declined
application-role-mentee = City that wants help
application-role-mentor = City that helps
application-banner = Only people who work for the applicant and the coordinator can see this.
application-banner-text = When cities are asked for their preferences, those in the other role see your name, sectors, stage, languages, country, size and the beginning of what you wrote. The administrators of both servers have technical access.
application-banner-text-coordinator = When cities are asked for their preferences, those in the other role see the name, sectors, stage, languages, country and size of the applicant and the beginning of what it wrote. The administrators of both servers have technical access.
application-invitation = You are invited to apply
application-decision = Reply from the coordinator
application-match = Works with { $name }
application-match-ended = ended
application-grant = small grant of up to €{ $n }
application-work = To the mentoring
application-begun = The work together has begun. Taking part: { $names }. Ask them to add you.
application-begin = Begin the mentoring
application-wishes = Who you would like to work with
application-wishes-theirs = Who it would like to work with
application-wishes-lead = Say who you would most like to work with, and who you cannot work with. If one of you cannot work with a city, your whole organisation cannot. Only the coordinator sees your choice.
application-wishes-none = No preferences have been given yet.
application-declared = Working with this city is not possible. Declared by: { $names }.
application-declared-text = It applies to the whole of your organisation until whoever declared it takes it back.
application-wishes-save = Send the preferences
application-said = The application
application-edit = Change
application-once-more = Apply again
application-say = Write to the other side
application-decide = Decision
application-decide-state = Does the city take part?
application-decide-text = Message to the city
application-decide-text-hint = Required if the city does not take part.
application-decide-save = Send the decision
application-overtaken = The city has changed its role or applied again since your decision. Look at the application and decide again.
application-reports = What the coordinator has received
application-reports-lead = These figures come from the mentoring, because both cities have signed that they may. Nothing else is passed on.
application-report-with = Working with
application-withdraw = Withdraw the application
application-withdraw-text = The coordinator will be told. You can apply again until the deadline.
application-withdraw-now = Yes, withdraw
application-refuse = Decline the invitation
application-refuse-text = The coordinator will be told. You can still apply as long as the programme takes applications.
application-refuse-now = Yes, decline
application-done-withdrawn = The application has been withdrawn
application-done-refused = The invitation has been declined
application-done-wished = The coordinator has your preferences
application-done-decided = The city has been told
application-error-closed = This programme is not taking applications at the moment
application-error-own = You coordinate this programme yourselves
application-error-applicant = Only the applicant can do this
application-error-wish = You have already given this choice to another city. Choose a different one
application-error-round = Preferences can no longer be changed
application-error-invited = This city has already applied or been invited
application-error-changed = The application has changed since you opened this page. Look at it again and decide
application-error-state = No decision can be made on this application at the moment
application-error-matched = This city is working with another one. Separate the pair first.
application-error-reason = Give a reason
application-error-nobody = There must first be cities taking part in both roles
application-error-pair = These two cities cannot work together
application-error-role = You are already working with another city in this role. The coordinator has to separate the pair first.
application-error-full = One of the cities is already working with as many cities as it can
application-error-grant = Enter whole euros from { $least } to { $most }
application-error-grant-least = Enter whole euros, at least { $least }

# The form.
apply-title = Apply
apply-begin = Apply
apply-lead = Say what you need or what you can offer. { $name } reads the applications and matches the cities.
apply-deadline = The deadline is { $date }.
apply-from = Fill in the form from:
apply-sectors = Sectors
apply-sectors-hint = What you need help with, or what you can help with.
apply-private = Only people who work for your organisation and the coordinator can see the application. When cities are asked for their preferences, those in the other role see your name, sectors, stage, languages, country, size and the beginning of what you wrote here.
apply-send = Send the application
application-change = Change the application
application-sent = { $name } has already applied. What you change here is changed in that application.
application-see = To the application
application-save = Send the changes
apply-done = The application has been sent. You will hear about every step here.
application-section-need = What it is about
application-section-facts = How you can work
application-role = In which role are you applying?
application-role-short = Role
application-need = What do you want to achieve, or what can you offer?
application-need-short = What it is about
application-need-hint = One real problem or one real experience, in your own words.
application-tried = What have you tried?
application-tried-short = What has been tried
application-team = Who would take part?
application-team-short = Team
application-team-hint = Roles, not names: for example, two case workers and the head of department.
application-stages = At which stage?
application-stages-short = Stages of the policy
application-stages-hint = The stage you are at, or where you can help.
application-stages-needs-analysis = needs analysis
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
application-capacity-hint = Only for cities that help; if left empty, one.

# Wishes.
wish-none = no preference
wish-1 = first choice
wish-2 = second choice
wish-3 = third choice
wish-conflict = we cannot work together
wish-choice = Would you like to work with { $name }?
wish-worked = We have already worked together

# Matching.
matching-title = Matching
matching-lead = Together, these pairs score highest under the weights of the programme. They are suggestions: you decide, and both cities see the reasons.
matching-none = Everybody who takes part has a partner.
matching-pair = { $mentee } learns from { $mentor }
matching-sum = { $percent } % · { $points } of { $most } points
matching-why = Why these two
matching-criterion = Criterion
matching-found = What was found
matching-share = Fit
matching-weight = Weight
matching-points = Points
matching-decide = Match these two
matching-grant = Small grant in euros
matching-grant-limits = From { $least } to { $most } euros
matching-others = Other cities that could help
matching-alone = Nobody can be suggested for { $name }
programme-met-last = last on { $date }
programme-met-next = next on { $date }
matching-full = All the cities that help are full.
matching-wished = { $name } has named this city: { $wish }
matching-conflicts = Declared conflicts
matching-conflicts-lead = These pairs are not suggested and cannot be brought together until what was declared is taken back.
matching-declared = { $city } cannot work with { $with }.
matching-declared-by = { $city } cannot work with { $with }. Declared by: { $names }.
matching-not-with = { $name } (not with: { $others })
matching-own = Another pair
matching-own-lead = You may know more than the criteria do. Only cities that have declared they cannot work together are not matched.
matching-mentee = City that wants help
matching-mentor = City that helps
matching-choose = Choose a city
matching-weights = How much each criterion counts
matching-weights-edit = Change the weights in the programme
matching-sector = Common sectors
matching-stage = Stage of the policy
matching-language = Common languages
matching-size = Size
matching-legal-system = Legal system
matching-availability = Time and method
matching-earlier-work = Earlier work together
matching-preference = Preferences
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
matching-preference-no = neither has named the other
matching-preference-open = neither city has given preferences
matching-preference-mentor = only the city that helps would like to; the other has named others
matching-preference-mentor-open = the city that helps would like to; the other has given no preferences
matching-preference-mentee = only the city that wants help would like to; the other has named others
matching-preference-mentee-open = the city that wants help would like to; the other has given no preferences
matching-preference-some = both would like to
matching-preference-yes = first choice for both
matching-bar-same = They are the same city
matching-bar-conflict = One has declared that it cannot work with the other
matching-bar-language = They have no common language and no interpreter
matching-bar-sector = They have no sector in common
matching-bar-time = They are never available in the same month

# How a programme stands.
programme-list = Programmes you coordinate
programme-coordinate = Coordinate
programme-public = The programme as everybody sees it
programme-by = coordinated by { $name }
programme-of = { $n } of { $of }
programme-euros = €{ $n }
programme-banner = Only people who work for the coordinator can see this.
programme-banner-text = For each mentoring you receive the stage, dates, hours, satisfaction and overdue actions, because both cities have signed that you may. What they write to each other stays with them.
programme-tasks = Waiting for you
programme-task-decide = { $n ->
    [one] { $n } application waits for a decision
   *[other] { $n } applications wait for a decision
}
programme-task-match = { $n ->
    [one] { $n } city has no mentor yet
   *[other] { $n } cities have no mentor yet
}
programme-task-wishes = { $n ->
    [one] { $n } city has not given its preferences
   *[other] { $n } cities have not given their preferences
}
programme-task-unsigned = { $n ->
    [one] { $n } pair has no agreement yet
   *[other] { $n } pairs have no agreement yet
}
programme-task-incomplete = { $n ->
    [one] { $n } pair has reached only one of its cities
   *[other] { $n } pairs have reached only one of their cities
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
programme-figure-working = Under way
programme-figure-closed = Finished
programme-figure-left = Ended early
programme-figure-meetings = Meetings held
programme-figure-hours = Hours
programme-figure-satisfaction = Satisfied, out of 5
programme-figure-grants = Small grants
programme-pairs = Pairs
programme-pair = Pair
programme-no-pairs = No pairs yet.
programme-state = Stage
programme-starts = Start
programme-ends = End
programme-last = Last meeting
programme-next = Next meeting
programme-overdue = Overdue actions
programme-grant = Grant in euros
programme-invited = Invited city
programme-quiet = no meeting for a long time
programme-with = with { $name }
programme-wished = has given its preferences
programme-incomplete = has reached only one of the cities
programme-finish = Tell the other city too
programme-part = Separate the pair
programme-part-text = Both cities will be told. What they have written to each other stays with them.
programme-part-now = Yes, separate them
programme-applications = Applications and invitations
programme-no-applications = Nobody has applied yet. Invite cities, or wait until they find the programme.
programme-round-text = Ask everybody who takes part who they would like to work with. They see the cities in the other role.
programme-round-begin = Ask for preferences
programme-round-open = Cities can say who they would like to work with. If others join in the meantime, show them as well.
programme-round-again = Show the new cities as well
programme-asking = { $n ->
    [one] The cities are being told. { $n } city is left.
   *[other] The cities are being told. { $n } cities are left.
}
programme-unasked = { $n ->
    [one] { $n } city taking part has not been asked yet.
   *[other] { $n } cities taking part have not been asked yet.
}
programme-round-end = Close the round of preferences
programme-invite = Invite a city
programme-invite-with = The city
programme-invite-with-hint = Choose an organisation from the list, or enter its name. If it is not listed, enter its address or that of somebody who works there, on any server, for example @utrecht@bridges.example.
programme-invite-text = Your message
programme-invite-send = Send the invitation
programme-done-invited = The invitation has been sent
programme-done-asked = The cities are being asked for their preferences
programme-done-ended = Preferences can no longer be changed
programme-done-paired = Both cities have been told
programme-done-parted = Both cities have been told
programme-report = Report
programme-download = Download:
programme-print = Report to print
programme-print-text = The page can be printed as it is: menus are not printed.
programme-report-lead = What the programme has achieved so far.
programme-report-made = as of { $date }
programme-report-source = The figures come from what the cities themselves report, as they have signed. None of their texts are used.
programme-back = Back to the programme
programme-sectors = Sectors of the cities taking part
programme-countries = Countries of the cities taking part
programme-satisfied-mentee = Satisfaction of the mentored cities
programme-satisfied-mentor = Satisfaction of the mentor cities
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
notification-application-refused = { $who } declined the invitation to “{ $title }”
notification-application-decided = There is a decision on your application to “{ $title }”
notification-application-matched = “{ $title }”: you have a city to work with
notification-application-parted = “{ $title }”: the coordinator has separated you and the city you worked with
notification-application-round = “{ $title }”: who would you like to work with?
notification-application-wished = { $who } has given its preferences in “{ $title }”
notification-application-message = { $who } wrote in the application to “{ $title }”

# On the home page.
home-mentoring = Mentoring: waiting for you
home-answer = A request for assistance is waiting for an answer
application-list-closed = Closed
application-late = the deadline has passed and you did not apply
