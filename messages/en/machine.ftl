# Machine translation, where the operator has named a server for it.
machine-offer = A machine can translate this text. Nobody checks what it writes.
machine-ask = Translate by machine
machine-failed = The machine could not translate this text. You can try again.
machine-waiting = The machine is translating this text. That can take a few minutes.
machine-again = Look again
machine-there = There is a machine translation. Nobody has checked it.
machine-read = Read it
machine-done-later = The machine is translating. Come back in a few minutes.
machine-done-not = The machine could not translate this text. Please try again later.
machine-error-many = You have had many texts translated within an hour. Please go on later.
