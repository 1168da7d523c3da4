"""A review, or a part of it, as a file."""
