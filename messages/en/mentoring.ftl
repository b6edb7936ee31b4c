# Mentoring: offers, requests and programmes. What their pages say is in the messages of the library, where it is not
# here.

mentoring-menu = Mentoring
mentoring-create-offer = Mentoring offer
    .hint = What you know how to do, and how you can help another city with it.
mentoring-create-request = Mentoring request
    .hint = What you are about to do, and with what you want help.
mentoring-create-programme = Mentoring programme
    .hint = For coordinators: rules and dates by which cities are brought together.

# The shelf.
mentoring-shelf-list-title = Mentoring
mentoring-shelf-list-title-for = Mentoring: “{ $q }”
mentoring-shelf-list-lead = Cities that offer help from their own experience, cities that look for it, and programmes that bring them together.
mentoring-shelf-list-describe = Offer or ask for mentoring
mentoring-shelf-list-search = Search offers, requests and programmes
mentoring-shelf-count = { $n ->
    [0] No offers, requests or programmes
    [one] { $n } entry
   *[other] { $n } entries
}
mentoring-shelf-show = { $n ->
    [0] Apply the filters
    [one] Show { $n } entry
   *[other] Show { $n } entries
}
mentoring-shelf-next = More entries
mentoring-shelf-empty-title = No offer, request or programme fits what you chose
mentoring-shelf-empty-ask-text = Some city may know how to do it and has not offered its help yet.
mentoring-shelf-none-title = Nobody has offered or asked for mentoring yet
mentoring-shelf-none-text = Offer what you know how to do, or say with what you want help. A title, two sentences and a few choices are enough.
mentoring-shelf-new-title = New in mentoring
mentoring-shelf-new-mentoring-offer = You have done something and can help another city to do it.
mentoring-shelf-new-mentoring-request = You are about to do something and look for a city that has done it.
mentoring-shelf-new-mentoring-programme = You coordinate and bring cities together by announced rules.
mentoring-shelf-step-promise = Title and text
mentoring-shelf-step-promise-hint = Title and summary are what others see in the list. In the text you say the rest.
mentoring-shelf-table-import-link = Bring in offers, requests or programmes from a table
mentoring-shelf-table-import-title = Bring in offers, requests or programmes from a table

# What offers and requests say alike.
mentoring-form = How it takes place
mentoring-form-hint = Tick everything that suits you.
mentoring-form-visit = visit
mentoring-form-online = online meetings
mentoring-form-documents = looking through documents
mentoring-form-question = answers to questions
mentoring-language = Working languages
mentoring-language-hint = The languages in which you can work with the other city.
mentoring-country = Country
mentoring-country-hint = The country of your city or organisation.
mentoring-from = Possible from
mentoring-from-hint = A day, or only the month or the year.
mentoring-until = Possible until
mentoring-until-hint = Leave it empty if there is no end in sight.

# Offers.
kind-mentoring-offer = Mentoring offer
mentoring-offer-section-facts = Key facts
mentoring-offer-section-time = Time and places
mentoring-offer-section-conditions = Conditions
mentoring-offer-step-facts = Key facts
mentoring-offer-step-facts-hint = From these fields a city sees whether you can help it, and the coordinator finds the pairs.
mentoring-offer-step-time = Time and conditions
mentoring-offer-step-time-hint = A modest offer that is kept is worth more than a great one. You can change it at any time.
mentoring-offer-stages = At which stages can you help?
mentoring-offer-stages-short = Stages of the policy
mentoring-offer-stages-hint = In which parts of the work you have experience that is of use to others.
mentoring-offer-stages-needs-analysis = analysis of needs
mentoring-offer-stages-design = design
mentoring-offer-stages-adoption = adoption
mentoring-offer-stages-implementation = implementation
mentoring-offer-stages-monitoring = monitoring
mentoring-offer-stages-evaluation = evaluation
mentoring-offer-population = For cities of which size?
mentoring-offer-population-short = Population
mentoring-offer-population-hint = Leave it empty if the size does not matter.
mentoring-offer-population-under-20k = under 20,000
mentoring-offer-population-20k-50k = 20,000 – 50,000
mentoring-offer-population-50k-200k = 50,000 – 200,000
mentoring-offer-population-200k-500k = 200,000 – 500,000
mentoring-offer-population-500k-1m = 500,000 – 1 million
mentoring-offer-population-over-1m = over 1 million
mentoring-offer-population-region = a whole region
mentoring-offer-reach = Where may the other city be?
mentoring-offer-reach-short = Offered to cities
mentoring-offer-reach-hint = If the laws of your country matter, choose only your own.
mentoring-offer-reach-anywhere = anywhere
mentoring-offer-reach-same-country = in the same country
mentoring-offer-availability = Do you take on new cities?
mentoring-offer-availability-short = Availability
mentoring-offer-availability-hint = Change it when you have no more room: others plan by it.
mentoring-offer-availability-open = takes on new cities
mentoring-offer-availability-full = no room for the time being
mentoring-offer-availability-closed = offer closed
mentoring-offer-capacity = Cities at once
mentoring-offer-capacity-hint = How many cities you can help at the same time, from 1 to 20.
mentoring-offer-hours = Time per month
mentoring-offer-hours-hint = How many hours a month you can spend on one city, from 1 to 80.
mentoring-offer-conditions = What do you need from the other side?
mentoring-offer-conditions-short = Conditions
mentoring-offer-conditions-hint = For instance who pays for the journey, who has to be present, what you want to read beforehand.

mentoring-offer-new-title = New mentoring offer
mentoring-offer-new-page = New mentoring offer, step { $n } of { $of }
mentoring-offer-edit-title = Edit the offer
mentoring-offer-draft-untitled = An offer without a title
mentoring-offer-translate-title = Translate an offer
mentoring-offer-history-title = History of the offer
mentoring-offer-title = Title
    .hint = With what you can help, in one sentence. For instance “How we opened one counter for newcomers”.
mentoring-offer-summary = Summary
    .hint = Two or three sentences: what you have done, and what another city gets from you.
mentoring-offer-body = What do you offer?
    .hint = What experience you have, who of your people takes part, how you would work together.
mentoring-offer-alike = Similar offers
mentoring-offer-ask-meta = Those who make the offer answer here
mentoring-offer-done-published = The offer is published. Cities that look for help can see it now.

# Requests.
kind-mentoring-request = Mentoring request
mentoring-request-section-facts = Key facts
mentoring-request-section-time = Time
mentoring-request-section-tried = What was tried
mentoring-request-step-facts = Key facts
mentoring-request-step-facts-hint = From these fields cities see whether they can help you, and the coordinator finds the pairs.
mentoring-request-step-time = Time and what you have tried
mentoring-request-step-time-hint = Whoever wants to help asks first by when, and what there is already.
mentoring-request-stage = At which stage are you?
mentoring-request-stage-short = Stage of the policy
mentoring-request-stage-hint = In which part of the work you want help.
mentoring-request-stage-needs-analysis = analysis of needs
mentoring-request-stage-design = design
mentoring-request-stage-adoption = adoption
mentoring-request-stage-implementation = implementation
mentoring-request-stage-monitoring = monitoring
mentoring-request-stage-evaluation = evaluation
mentoring-request-interpreter = We can provide an interpreter
mentoring-request-interpreter-short = Interpreter provided
mentoring-request-interpreter-hint = Then cities can help you, too, with which you share no language.
mentoring-request-population = Population of your city
mentoring-request-population-short = Population
mentoring-request-population-hint = Experience comes best from a city of a similar size.
mentoring-request-population-under-20k = under 20,000
mentoring-request-population-20k-50k = 20,000 – 50,000
mentoring-request-population-50k-200k = 50,000 – 200,000
mentoring-request-population-200k-500k = 200,000 – 500,000
mentoring-request-population-500k-1m = 500,000 – 1 million
mentoring-request-population-over-1m = over 1 million
mentoring-request-population-region = a whole region
mentoring-request-need = Are you still looking?
mentoring-request-need-short = State of the request
mentoring-request-need-hint = Change it when you have found a mentor, so that nobody offers in vain.
mentoring-request-need-open = looks for a mentor
mentoring-request-need-matched = mentor found
mentoring-request-need-closed = request closed
mentoring-request-tried = What have you tried?
mentoring-request-tried-short = What was tried
mentoring-request-tried-hint = What worked and what did not, so that nobody advises you to do it again.

mentoring-request-new-title = New mentoring request
mentoring-request-new-page = New mentoring request, step { $n } of { $of }
mentoring-request-edit-title = Edit the request
mentoring-request-draft-untitled = A request without a title
mentoring-request-translate-title = Translate a request
mentoring-request-history-title = History of the request
mentoring-request-title = Title
    .hint = With what you want help, in one sentence. For instance “We prepare our first integration strategy”.
mentoring-request-summary = Summary
    .hint = Two or three sentences: what you are about to do, and what you hope for from another city.
mentoring-request-body = With what do you want help?
    .hint = Where you stand now, what has to be decided, who of your people takes part.
mentoring-request-alike = Similar requests
mentoring-request-ask-meta = Those who look for help answer here
mentoring-request-done-published = The request is published. Cities that can help see it now.

# Programmes.
kind-mentoring-programme = Mentoring programme
mentoring-programme-section-facts = Key facts
mentoring-programme-section-rules = Conditions and rules
mentoring-programme-section-weights = What counts in the matching
mentoring-programme-step-facts = Key facts
mentoring-programme-step-facts-hint = Dates, places and means. What is not known yet can be added later.
mentoring-programme-step-rules = Conditions and rules
mentoring-programme-step-rules-hint = By these rules cities decide whether to apply, and by them you decide afterwards.
mentoring-programme-step-weights = Weights
mentoring-programme-step-weights-hint = From 0 (does not count) to 10. What stays empty counts as usual. Everybody can read the weights.
mentoring-programme-stand = How far has the programme come?
mentoring-programme-stand-short = Stage of the programme
mentoring-programme-stand-hint = Change it with every stage.
mentoring-programme-stand-planned = planned
mentoring-programme-stand-open = open for applications
mentoring-programme-stand-matching = pairs are being formed
mentoring-programme-stand-running = running
mentoring-programme-stand-closed = programme closed
mentoring-programme-opens = Applications from
mentoring-programme-opens-hint = The first day on which cities can apply.
mentoring-programme-deadline = Deadline for applications
mentoring-programme-deadline-hint = The last day on which cities can apply.
mentoring-programme-period-start = Mentoring begins
mentoring-programme-period-start-hint = A day, or only the month or the year.
mentoring-programme-period-end = Mentoring ends
mentoring-programme-period-end-hint = A day, or only the month or the year.
mentoring-programme-capacity = Pairs
mentoring-programme-capacity-hint = How many pairs of cities can take part, from 1 to 200.
mentoring-programme-grant-min = Smallest grant
mentoring-programme-grant-min-hint = In whole euros for one pair. Leave it empty if there are no grants.
mentoring-programme-grant-max = Largest grant
mentoring-programme-grant-max-hint = In whole euros for one pair.
mentoring-programme-countries = Countries
mentoring-programme-countries-hint = The countries from which cities can apply, separated by commas.
mentoring-programme-eligibility = Who can apply?
mentoring-programme-eligibility-short = Who can apply
mentoring-programme-eligibility-hint = Which cities and organisations, and what they must have.
mentoring-programme-rules = Rules
mentoring-programme-rules-hint = How pairs are formed, what they promise, what is paid for, how one leaves.
mentoring-programme-weight-sector = Weight of common sectors
mentoring-programme-weight-sector-hint = Whether the mentor knows the sectors of the request.
mentoring-programme-weight-stage = Weight of the stage
mentoring-programme-weight-stage-hint = Whether the mentor helps in the stage in which the other city stands.
mentoring-programme-weight-language = Weight of common languages
mentoring-programme-weight-language-hint = Whether they can work without an interpreter.
mentoring-programme-weight-size = Weight of the size
mentoring-programme-weight-size-hint = Whether the cities are of a similar size.
mentoring-programme-weight-legal-system = Weight of the legal system
mentoring-programme-weight-legal-system-hint = Whether the law of both comes from one tradition.
mentoring-programme-weight-availability = Weight of time and form
mentoring-programme-weight-availability-hint = Whether they have time together, and want to meet in the same way.
mentoring-programme-weight-earlier-work = Weight of earlier work
mentoring-programme-weight-earlier-work-hint = Whether they have worked together already.
mentoring-programme-weight-preference = Weight of wishes
mentoring-programme-weight-preference-hint = Whether they have named one another.

mentoring-programme-new-title = New mentoring programme
mentoring-programme-new-page = New mentoring programme, step { $n } of { $of }
mentoring-programme-edit-title = Edit the programme
mentoring-programme-draft-untitled = A programme without a title
mentoring-programme-translate-title = Translate a programme
mentoring-programme-history-title = History of the programme
mentoring-programme-title = Title
    .hint = The name under which it is announced, with the year.
mentoring-programme-summary = Summary
    .hint = Two or three sentences: for whom it is, about what, and what cities get from it.
mentoring-programme-body = Description
    .hint = What it is for, how it goes, who coordinates it, whom one asks.
mentoring-programme-alike = Similar programmes
mentoring-programme-ask-meta = The coordinators answer here
mentoring-programme-done-published = The programme is published. Cities can read its rules now.

mentoring-error-period = The end lies before the beginning. Check both dates
mentoring-error-deadline = The deadline lies before the first day of applications. Check both dates
mentoring-error-grant = The largest grant is smaller than the smallest. Check both amounts
