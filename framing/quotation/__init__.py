"""Quotation marks: paired into spans, seen in context, and told apart by kind."""
