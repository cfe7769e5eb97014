"""Harm to people as it is told: who is hurt, in which words, and whether an agent is named."""
