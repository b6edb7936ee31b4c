# The next step of a mentoring or an application, and whose turn it is.

next-step = Next step:
next-besides = This waits, too:
next-theirs = Waiting for the other side
# $name is the name of the other city or organisation, $date is the day of a meeting.
next-write = Write down what you want to achieve. Either city can propose the agreement.
next-again = The versions of the agreement proposed so far have been declined or withdrawn. Either city can propose another.
next-sign = { $name } proposes an agreement. Read it and sign it, decline it or propose your own.
next-await-signature = You have proposed an agreement. It waits for the signature of { $name }.
next-entering = Both have signed. The agreement enters into force as soon as the signatures have been checked and recorded.
next-doubtful = The agreement is recorded, but not every signature has been verified. Until then it is not in force.
next-settle = The two cities wrote different things. Choose which is right.
next-record = The meeting of { $date } is over. Write down what came of it.
next-first = The agreement is in force. Plan the first meeting; either city can do so.
next-meet = No meeting is planned. Plan the next one; either city can do so.
next-coming = The next meeting is on { $date }
next-declined = The version that you proposed last was declined. The earlier one stays in force; you can propose another.
next-overdue = An action was due on { $date }. Write down how it stands, or set another date.
next-feedback = The mentoring is coming to its end. Give feedback and choose “at the end”.
next-lessons = Write down what you learnt, to close the mentoring.
next-await-lessons = You have written down what you learnt. { $name } still has to do the same.
next-share = Both cities have written down what they learnt. Turn it into a practice, so that others can use it.
next-opens = Applications are accepted from { $date }
next-opens-some-day = Applications are not open yet.
next-apply = You are invited to apply.
next-await-application = { $name } has not applied yet.
next-decide = The application is waiting for your decision.
next-await-decision = The application has been sent. The coordinator decides, and you will be told.
next-wish = Say who you would like to work with.
next-await-wishes = { $name } has not given its preferences yet.
next-reserve = You are on the reserve list. The coordinator will tell you if a place becomes free.
next-match = This city takes part and has nobody to work with yet. Match it with another one.
next-await-match = You take part. The coordinator matches the cities and will tell you who you work with.
next-begin = The coordinator has matched you with { $name }. Begin the mentoring; either city can do so.
next-join = Colleagues of yours already work with { $name }. Ask them to add you.
next-work = You are working with { $name }. The next step is on the page of the mentoring.

# Buttons that lead to it.
next-read = Read and decide
next-choose = Choose
next-decide-go = Make a decision

# Beside the heading of meetings.
meetings-held = { $n ->
    [one] { $n } held
   *[other] { $n } held
}
meetings-coming = { $n ->
    [one] { $n } planned
   *[other] { $n } planned
}
meetings-past = { $n ->
    [one] the outcome of { $n } still to be written down
   *[other] the outcome of { $n } still to be written down
}
