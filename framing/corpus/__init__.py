"""Everything found in a corpus, as columns: joined over batches, made into tables."""
