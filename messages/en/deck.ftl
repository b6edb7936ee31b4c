# The kind `deck` and the pages on which one plays and prints it.

kind-deck = Card deck

deck-section-facts = Key facts
deck-section-cards = Cards
deck-section-about = About it
deck-section-law = Legal references
deck-section-origin = Where it comes from

deck-step-facts = Key facts
deck-step-cards = Cards
deck-step-about = Description

deck-duration = Duration
deck-duration-hint = How long a round takes, in minutes.
deck-use = How to play
deck-use-hint = For how many people, what each does with their card, when it is over.
deck-cards = Cards
deck-cards-hint = The front is what one sees first: a question, a situation, a word. The back is optional: an answer, an explanation.
deck-cards-row = Card { $n }
deck-cards-front = Front
deck-cards-back = Back
deck-cards-group = Group

deck-count = { $n ->
    [one] One card
   *[other] { $n } cards
}
deck-play = Play
deck-play-title = { $title }: play
deck-print = Print the cards
deck-print-title = { $title }: cards to print
deck-print-hint = Nine cards stand on each sheet, and their backs on the next one, in the order that fits when you print on both sides and turn on the long edge. Choose “Print” in the menu of your browser.
deck-show-all = All cards
deck-turn = Turn the card
deck-card-of = Card { $n } of { $of }
deck-next = Next card
deck-previous = Previous card
deck-shuffle = Shuffle
deck-in-order = In their order
deck-all-groups = All groups
deck-group = Group
deck-finished = That was the last card.
deck-again = Begin again
deck-back = To the deck
