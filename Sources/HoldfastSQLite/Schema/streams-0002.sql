-- The effect ledger of the streams, and what is set aside of a principal's quota for a stream.

ALTER TABLE streams ADD COLUMN reservation BLOB;

CREATE TABLE effects (
  number  INTEGER NOT NULL,
  call    BLOB    NOT NULL,
  ordinal INTEGER NOT NULL,
  state   TEXT    NOT NULL,
  body    TEXT    NOT NULL,
  PRIMARY KEY (number, call)
) STRICT, WITHOUT ROWID;

CREATE INDEX effects_unsettled ON effects (number) WHERE state NOT IN ('confirmed', 'failed', 'compensated');
