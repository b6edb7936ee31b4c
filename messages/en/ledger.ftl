# Ledgers, which two parties keep together.

ledger-error-alone = The two parties have to be different ones.
ledger-error-party = You do not act for this party.
ledger-error-large = This is too long to be sent to the other side. Shorten it.
ledger-error-busy = Others are writing here at the same moment. Please try again.
ledger-error-full = As much is written here as can be kept. Please begin a new one.
ledger-error-software = That server runs other software and cannot keep this with you. Send a message instead.
ledger-error-colleague = This person does not work for the organisation.
ledger-error-named = This person already takes part.
ledger-error-draft = This is too long to be kept. Shorten it.
