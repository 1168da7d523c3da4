"""What was agreed: calendars and targets, kept in a register workbook and in the record."""
