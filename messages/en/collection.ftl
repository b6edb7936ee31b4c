# The kind `collection`.

kind-collection = Collection

collection-section-facts = Key facts
collection-section-items = What is in it
collection-section-about = About it
collection-section-law = Legal references
collection-section-origin = Where it comes from

collection-step-facts = Key facts
collection-step-items = What is in it
collection-step-about = Description

collection-items = What is in it
collection-items-hint = Practices, resources and pages anywhere, in the order in which they should be read. Copy the address of each from the browser.
collection-items-row = Item { $n }
collection-items-title = Title
collection-items-url = Address
collection-items-note = Why it is here
