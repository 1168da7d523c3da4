"""Scripts that make documents and pictures."""
