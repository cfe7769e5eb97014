"""What people keep articles in: one file here for each format, all of which yield records."""
