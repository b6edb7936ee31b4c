# When both cities have begun a workspace without knowing of the other one.
elder-text = The two cities began the same mentoring in two places while they could not reach each other. Go on in the earlier one: only that one is counted in the report of the programme. What is written here stays.
elder-go = To the earlier one: “{ $title }”
elder-ask = Taking part in it: { $names }. Ask them to add you.
