"""From a file to canonical rows: guard, parse, recognise, map, check, report, accept."""
