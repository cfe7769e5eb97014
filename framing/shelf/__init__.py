"""Looking after lexicons: checking, importing, exporting and describing them."""
