"""How outlets differ in language on the same events, with the passage behind every number."""
