"""One saved page: its layout, wording, dates and bylines, and what may mislead about it."""
