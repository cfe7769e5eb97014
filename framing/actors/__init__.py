"""Who takes part in a conflict, where a text names them, and what a label refers to."""
