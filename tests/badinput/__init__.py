"""Whole corpora of bad input through the real reading, compared cell by cell with what is right."""
