"""What people write down: the only package that opens the record (sqlite)."""
