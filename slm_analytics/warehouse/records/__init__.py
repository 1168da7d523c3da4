"""Records other than tickets: their tables are made from their declarations."""
