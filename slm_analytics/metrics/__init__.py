"""Figures: each declared once in an SQL file, computed over a scope, explained by a receipt."""
