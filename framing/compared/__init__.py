"""The tables of a comparison, one a file."""
