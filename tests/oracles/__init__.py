"""Other people's answers: cases with expected numbers, and our forms held to them."""
