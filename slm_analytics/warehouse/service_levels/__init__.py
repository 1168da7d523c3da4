"""Service levels for all tickets at once: which line each counts in, and what lines came to."""
