"""The clock over all tickets at once: rules compiled to tables, and the statements over them."""
