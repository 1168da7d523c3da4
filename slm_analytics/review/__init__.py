"""What one section of a service review shows: scope in, tables out. Pages and packs render it."""
