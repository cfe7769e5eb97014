"""Attributions in depth: the model that finds them, and who the sources are."""
