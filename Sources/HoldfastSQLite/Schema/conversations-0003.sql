-- Quota, what the tools of replies have done, artifacts, and what deleted sessions leave.
--
-- The bodies are JSON; what is looked for stands beside them.

ALTER TABLE claims ADD COLUMN reservation BLOB;

CREATE INDEX claims_by_reservation ON claims (session, reservation, number) WHERE reservation IS NOT NULL;

-- The sums of a principal's reservations, which the same transactions keep.
CREATE TABLE quota_accounts (
  principal BLOB NOT NULL PRIMARY KEY,
  body      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- "over_at" is when a reservation and all of its windows have ended: what stays for a window stands behind what can go.
CREATE TABLE quota_reservations (
  principal   BLOB    NOT NULL,
  reservation BLOB    NOT NULL,
  state       TEXT    NOT NULL,
  expires_at  INTEGER NOT NULL,
  over_at     INTEGER,
  body        TEXT    NOT NULL,
  PRIMARY KEY (principal, reservation)
) STRICT, WITHOUT ROWID;

CREATE INDEX quota_outstanding ON quota_reservations (expires_at, reservation) WHERE state = 'outstanding';
CREATE INDEX quota_over ON quota_reservations (over_at) WHERE over_at IS NOT NULL;

-- The record of a message's tool calls, as its stream's ledger had it when the message was saved, and since.
CREATE TABLE effects (
  session BLOB    NOT NULL,
  stream  BLOB    NOT NULL,
  call    BLOB    NOT NULL,
  number  INTEGER NOT NULL,
  body    TEXT    NOT NULL,
  PRIMARY KEY (session, stream, call)
) STRICT, WITHOUT ROWID;

-- A table with a rowid: contents are large, and the order in which they were written is that of the rows.
CREATE TABLE artifacts (
  id         INTEGER NOT NULL PRIMARY KEY,
  session    BLOB    NOT NULL,
  artifact   BLOB    NOT NULL,
  version    INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  title      BLOB    NOT NULL,
  message    BLOB    NOT NULL,
  stream     BLOB    NOT NULL,
  created_at INTEGER NOT NULL,
  content    BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX artifacts_by_version ON artifacts (session, artifact, version);

CREATE TABLE tombstones (
  session    BLOB    NOT NULL PRIMARY KEY,
  principal  BLOB    NOT NULL,
  deleted_at INTEGER NOT NULL,
  is_open    INTEGER NOT NULL,
  streams    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstones_open ON tombstones (session) WHERE is_open = 1;
CREATE INDEX tombstones_closed ON tombstones (deleted_at, session) WHERE is_open = 0;
