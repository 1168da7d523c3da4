"""The report card of an extract: what to look at before its figures are believed."""
