"""Numbers in text: their value, what they count, and what is no figure."""
