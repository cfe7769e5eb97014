"""Sentences of different outlets on the same fact, and what some outlets leave out."""
