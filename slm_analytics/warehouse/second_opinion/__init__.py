"""Why tools differ, for all tickets at once."""
