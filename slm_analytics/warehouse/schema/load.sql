-- One row per accepted upload in force. Key: load_id.
CREATE TABLE load (
    load_id         VARCHAR NOT NULL, -- digest of the file and of how it was read
    number          INTEGER NOT NULL, -- place in the order of loads
    file_name       VARCHAR NOT NULL, -- what the sender called the file
    sha256          VARCHAR NOT NULL, -- digest of the file
    source          VARCHAR NOT NULL, -- the export format
    title           VARCHAR NOT NULL, -- the export format's name on screen
    system          VARCHAR NOT NULL, -- the tool it came from
    zone            VARCHAR NOT NULL, -- zone of its local times and civil dates
    received_at     TIMESTAMP NOT NULL, -- when it was accepted
    rows            INTEGER NOT NULL, -- data rows of the file
    loaded          INTEGER NOT NULL, -- rows that count
    set_aside       INTEGER NOT NULL, -- rows kept apart, each with its reason
    duplicates      INTEGER NOT NULL, -- rows that repeat another or are older versions
    contract        VARCHAR NOT NULL, -- the kind of its records
    records         INTEGER NOT NULL, -- records other than tickets that the file tells
    tickets         INTEGER NOT NULL, -- tickets the file speaks of
    updates         INTEGER NOT NULL, -- updates the file tells
    first_opened_at TIMESTAMP, -- earliest opening among its tickets, start among its records
    last_opened_at  TIMESTAMP, -- latest opening among its tickets, start among its records
    latest_at       TIMESTAMP, -- latest instant of its tickets, due times and the future left out; null: holds other records
    fields          VARCHAR[] NOT NULL, -- the fields its format carries
    is_sample       BOOLEAN NOT NULL -- whether it is sample data
);
