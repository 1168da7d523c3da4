"""One file per kind of record that an extract can hold; see `ingest.contract`."""
