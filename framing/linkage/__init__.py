"""Which articles tell the same event: similarity of texts, and clusters of them."""
