"""The terms of lexicons: their grammar, the automaton that finds them, and their guards."""
