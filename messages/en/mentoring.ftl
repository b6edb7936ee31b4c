# Mentoring: offers, requests and programmes. What their pages say is in the messages of the library, where it is not
# here.

mentoring-menu = Mentoring
mentoring-create-offer = Mentoring offer
    .hint = What you know how to do, and how you can help another city to do it.
mentoring-create-request = Mentoring request
    .hint = What you are planning, and what you need help with.
mentoring-create-programme = Mentoring programme
    .hint = For coordinators: the rules and dates by which cities are brought together.

# The shelf.
mentoring-shelf-list-title = Mentoring
mentoring-shelf-list-title-for = Mentoring: “{ $q }”
mentoring-shelf-list-lead = Cities that offer help from their own experience, cities that are looking for help, and programmes that bring them together.
mentoring-shelf-list-describe = Offer or request mentoring
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
mentoring-shelf-empty-title = No offer, request or programme matches what you chose
mentoring-shelf-empty-ask-text = There may be a city that knows how to do it but has not offered its help yet.
mentoring-shelf-none-title = Nobody has offered or requested mentoring yet
mentoring-shelf-none-text = Offer what you know how to do, or say what you need help with. A title, two sentences and a few choices are enough.
mentoring-shelf-new-title = New in mentoring
mentoring-shelf-new-mentoring-offer = You have done something and can help another city to do the same.
mentoring-shelf-new-mentoring-request = You are planning something and are looking for a city that has already done it.
mentoring-shelf-new-mentoring-programme = You are a coordinator and bring cities together under published rules.
mentoring-shelf-step-promise = Title and text
mentoring-shelf-step-promise-hint = The title and summary are what others see in the list. Say the rest in the text.
mentoring-shelf-table-import-link = Import offers, requests or programmes from a table
mentoring-shelf-table-import-title = Import offers, requests or programmes from a table
# Under them: questions and comments.
mentoring-request-conversation-none-hint = Ask what exactly is needed, or give advice from your own work.
mentoring-programme-conversation-none-hint = Ask the coordinators about conditions, deadlines and funding.
mentoring-expert-conversation-none-hint = Ask the expert. Everybody can see the question and the answer.
# How it goes, and where one begins: over the list.
mentoring-how = How mentoring works
mentoring-how-needs = A city says what it needs help with; a city with experience says what it can offer.
mentoring-how-match = They find each other here, or both apply to a programme and its coordinator matches them.
mentoring-how-agreement = They agree on up to three goals, dates and who does what, and both sign the agreement here.
mentoring-how-work = They meet and visit each other, and keep a shared plan and notes that only the two cities can see.
mentoring-how-practice = They write down what they learnt and publish it as a practice for other cities.
mentoring-ways = What you can do
mentoring-way-own = Agreements, meetings, shared plans and applications
mentoring-way-assistance = A question to an expert, without a mentoring agreement
mentoring-programmes = Programmes
mentoring-way-programmes = Published rules, deadlines and small grants
mentoring-new-offer = Publish an offer
mentoring-new-request = Publish a request

# What offers and requests say alike.
mentoring-form = How it takes place
mentoring-form-hint = Tick everything that suits you.
mentoring-form-visit = visit
mentoring-form-online = online meetings
mentoring-form-documents = review of documents
mentoring-form-question = answers to questions
mentoring-language = Working languages
mentoring-language-hint = The languages in which you can work with the other city.
mentoring-country = Country
mentoring-country-hint = The country of your city or organisation.
mentoring-from = Available from
mentoring-from-hint = A day, or just a month or a year.
mentoring-until = Available until
mentoring-until-hint = Leave it empty if there is no end date.

# Offers.
kind-mentoring-offer = Mentoring offer
mentoring-offer-section-facts = Key facts
mentoring-offer-section-time = Time and places
mentoring-offer-section-conditions = Conditions
mentoring-offer-step-facts = Key facts
mentoring-offer-step-facts-hint = These fields show a city whether you can help it, and help the coordinator to match pairs.
mentoring-offer-step-time = Time and conditions
mentoring-offer-step-time-hint = A modest offer that you keep is worth more than a big one that you cannot. You can change it at any time.
mentoring-offer-stages = At which stages of the policy can you help?
mentoring-offer-stages-short = Offers help at stage
mentoring-offer-stages-hint = The parts of the work where your experience can be useful to others.
mentoring-offer-stages-needs-analysis = needs analysis
mentoring-offer-stages-design = design
mentoring-offer-stages-adoption = adoption
mentoring-offer-stages-implementation = implementation
mentoring-offer-stages-monitoring = monitoring
mentoring-offer-stages-evaluation = evaluation
mentoring-offer-population = For cities of what size?
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
mentoring-offer-reach-hint = If the laws of your country are important, choose only your own.
mentoring-offer-reach-anywhere = anywhere
mentoring-offer-reach-same-country = in the same country
mentoring-offer-availability = Are you taking on new cities?
mentoring-offer-availability-short = Availability
mentoring-offer-availability-hint = Change it when you have no more room: others rely on it when they plan.
mentoring-offer-availability-open = taking on new cities
mentoring-offer-availability-full = full for the time being
mentoring-offer-availability-closed = offer closed
mentoring-offer-capacity = Cities at once
mentoring-offer-capacity-hint = How many cities you can help at the same time, from 1 to 20.
mentoring-offer-hours = Time per month
mentoring-offer-hours-hint = How many hours a month you can give to one city, from 1 to 80.
mentoring-offer-conditions = What do you need from the other city?
mentoring-offer-conditions-short = Conditions
mentoring-offer-conditions-hint = For example: who pays for travel, who needs to be present, what you would like to read beforehand.

mentoring-offer-new-title = New mentoring offer
mentoring-offer-new-page = New mentoring offer, step { $n } of { $of }
mentoring-offer-edit-title = Edit the offer
mentoring-offer-draft-untitled = Untitled offer
mentoring-offer-translate-title = Translate an offer
mentoring-offer-history-title = History of the offer
mentoring-offer-title = Title
    .hint = What you can help with, in one sentence. For example, “How we opened a single counter for newcomers”.
mentoring-offer-summary = Summary
    .hint = Two or three sentences: what you have done, and what another city will gain from it.
mentoring-offer-body = What do you offer?
    .hint = What experience you have, which of your colleagues will take part, and how you would work together.
mentoring-offer-alike = Similar offers
mentoring-offer-ask-meta = The people who make the offer answer here
mentoring-offer-done-published = The offer is published. Cities that are looking for help can now see it.

# Requests.
kind-mentoring-request = Mentoring request
mentoring-request-section-facts = Key facts
mentoring-request-section-time = Time
mentoring-request-section-tried = What has been tried
mentoring-request-step-facts = Key facts
mentoring-request-step-facts-hint = These fields show cities whether they can help you, and help the coordinator to match pairs.
mentoring-request-step-time = Timing and what you have tried
mentoring-request-step-time-hint = Anyone who wants to help will first ask when you need it and what you already have.
mentoring-request-stage = At which stage of the policy are you?
mentoring-request-stage-short = Needs help at stage
mentoring-request-stage-hint = The part of the work you need help with.
mentoring-request-stage-needs-analysis = needs analysis
mentoring-request-stage-design = design
mentoring-request-stage-adoption = adoption
mentoring-request-stage-implementation = implementation
mentoring-request-stage-monitoring = monitoring
mentoring-request-stage-evaluation = evaluation
mentoring-request-interpreter = We can provide an interpreter
mentoring-request-interpreter-short = Interpreter provided
mentoring-request-interpreter-hint = Then cities that share no language with you can help you too.
mentoring-request-population = Population of your city
mentoring-request-population-short = Population
mentoring-request-population-hint = Experience transfers best from a city of a similar size.
mentoring-request-population-under-20k = under 20,000
mentoring-request-population-20k-50k = 20,000 – 50,000
mentoring-request-population-50k-200k = 50,000 – 200,000
mentoring-request-population-200k-500k = 200,000 – 500,000
mentoring-request-population-500k-1m = 500,000 – 1 million
mentoring-request-population-over-1m = over 1 million
mentoring-request-population-region = a whole region
mentoring-request-need = Are you still looking?
mentoring-request-need-short = State of the request
mentoring-request-need-hint = Change it when you have found a mentor, so that nobody offers help in vain.
mentoring-request-need-open = looking for a mentor
mentoring-request-need-matched = mentor found
mentoring-request-need-closed = request closed
mentoring-request-tried = What have you tried?
mentoring-request-tried-short = What has been tried
mentoring-request-tried-hint = What worked and what did not, so that nobody advises you to do it again.

mentoring-request-new-title = New mentoring request
mentoring-request-new-page = New mentoring request, step { $n } of { $of }
mentoring-request-edit-title = Edit the request
mentoring-request-draft-untitled = Untitled request
mentoring-request-translate-title = Translate a request
mentoring-request-history-title = History of the request
mentoring-request-title = Title
    .hint = What you need help with, in one sentence. For example, “We are preparing our first integration strategy”.
mentoring-request-summary = Summary
    .hint = Two or three sentences: what you are planning, and what you hope to get from another city.
mentoring-request-body = What do you need help with?
    .hint = How far you have got, what has to be decided, and which of your colleagues will take part.
mentoring-request-alike = Similar requests
mentoring-request-ask-meta = The people who are looking for help answer here
mentoring-request-done-published = The request is published. Cities that can help can now see it.

# Programmes.
kind-mentoring-programme = Mentoring programme
mentoring-programme-section-facts = Key facts
mentoring-programme-section-rules = Conditions and rules
mentoring-programme-section-weights = What counts more or less than usual in matching
mentoring-programme-step-facts = Key facts
mentoring-programme-step-facts-hint = Dates, places and funding. Anything you do not know yet can be added later.
mentoring-programme-step-rules = Conditions and rules
mentoring-programme-step-rules-hint = Cities use these rules to decide whether to apply, and you use them to decide who takes part.
mentoring-programme-step-weights = Weights
mentoring-programme-step-weights-hint = From 0 (does not count) to 10. Anything left empty has its usual weight. Everybody can see the weights.
mentoring-programme-stand = Where is the programme now?
mentoring-programme-stand-short = Stage of the programme
mentoring-programme-stand-hint = Update it at every stage.
mentoring-programme-stand-planned = planned
mentoring-programme-stand-open = open for applications
mentoring-programme-stand-matching = pairs are being matched
mentoring-programme-stand-running = running
mentoring-programme-stand-closed = programme closed
mentoring-programme-opens = Applications open
mentoring-programme-opens-hint = The first day on which cities can apply.
mentoring-programme-deadline = Application deadline
mentoring-programme-deadline-hint = The last day on which cities can apply.
mentoring-programme-period-start = Mentoring begins
mentoring-programme-period-start-hint = A day, or just a month or a year.
mentoring-programme-period-end = Mentoring ends
mentoring-programme-period-end-hint = A day, or just a month or a year.
mentoring-programme-capacity = Number of pairs
mentoring-programme-capacity-hint = How many pairs of cities can take part, from 1 to 200.
mentoring-programme-grant-min = Smallest grant
mentoring-programme-grant-min-hint = In whole euros, for one pair. Leave it empty if there are no grants.
mentoring-programme-grant-max = Largest grant
mentoring-programme-grant-max-hint = In whole euros, for one pair.
mentoring-programme-countries = Countries
mentoring-programme-countries-hint = The countries whose cities can apply, separated by commas.
mentoring-programme-eligibility = Who can apply?
mentoring-programme-eligibility-short = Who can apply
mentoring-programme-eligibility-hint = Which cities and organisations, and what conditions they must meet.
mentoring-programme-rules = Rules
mentoring-programme-rules-hint = How pairs are matched, what they commit to, what is paid for, how they can leave.
mentoring-programme-weight-sector = Weight of shared sectors
mentoring-programme-weight-sector-hint = Whether the mentor knows the sectors of the request.
mentoring-programme-weight-stage = Weight of the stage
mentoring-programme-weight-stage-hint = Whether the mentor can help at the stage the other city has reached.
mentoring-programme-weight-language = Weight of shared languages
mentoring-programme-weight-language-hint = Whether they can work without an interpreter.
mentoring-programme-weight-size = Weight of city size
mentoring-programme-weight-size-hint = Whether the cities are of a similar size.
mentoring-programme-weight-legal-system = Weight of the legal system
mentoring-programme-weight-legal-system-hint = Whether both cities work within the same legal tradition.
mentoring-programme-weight-availability = Weight of time and method
mentoring-programme-weight-availability-hint = Whether they are available at the same time and want to work in the same way.
mentoring-programme-weight-earlier-work = Weight of earlier cooperation
mentoring-programme-weight-earlier-work-hint = Whether they have already worked together.
mentoring-programme-weight-preference = Weight of preferences
mentoring-programme-weight-preference-hint = Whether they have named each other.

mentoring-programme-new-title = New mentoring programme
mentoring-programme-new-page = New mentoring programme, step { $n } of { $of }
mentoring-programme-edit-title = Edit the programme
mentoring-programme-draft-untitled = Untitled programme
mentoring-programme-translate-title = Translate a programme
mentoring-programme-history-title = History of the programme
mentoring-programme-title = Title
    .hint = The name under which it is announced, with the year.
mentoring-programme-summary = Summary
    .hint = Two or three sentences: who it is for, what it is about, and what cities gain from it.
mentoring-programme-body = Description
    .hint = What it is for, how it works, who coordinates it and whom to ask.
mentoring-programme-alike = Similar programmes
mentoring-programme-ask-meta = The coordinators answer here
mentoring-programme-done-published = The programme is published. Cities can now read its rules.

mentoring-error-period = The end is before the beginning. Check both dates
mentoring-error-deadline = The deadline is before the first day of applications. Check both dates
mentoring-error-grant = The largest grant is smaller than the smallest one. Check both amounts
