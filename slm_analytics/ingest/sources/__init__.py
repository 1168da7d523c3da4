"""One file per export format; each holds a `MAPPING`, and the folder is scanned for them."""
