"""Fictional ticket extracts of a fictional provider, and the seeded script that makes them."""
