-- The stream log.
--
-- A commit takes small writes to many streams. Were frames kept by stream, each of them would change a page of its
-- own, and a commit would write some 10 KB for 100 bytes of text. So `writes` is kept in the order of time: a commit
-- fills its last page and goes on to the next, and a stream is found again by the links of its writes, backwards.
--
-- Names and free text are BLOBs of UTF-8; words of a closed set and JSON are TEXT; times are milliseconds since 1970.

-- What changes seldom.
CREATE TABLE streams (
  number        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  stream        BLOB    NOT NULL UNIQUE,
  -- The header.
  principal     BLOB    NOT NULL,
  session       BLOB    NOT NULL,
  message       BLOB    NOT NULL,
  trigger       TEXT    NOT NULL,
  target        BLOB    NOT NULL,
  reply         BLOB    NOT NULL,
  place         INTEGER NOT NULL,
  segment       INTEGER NOT NULL,
  agent         BLOB    NOT NULL,
  dialect       TEXT    NOT NULL,
  route_form    TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  -- Who owns it. What lies before `epoch_start` was written in an earlier epoch.
  run           BLOB    NOT NULL,
  owner         BLOB,
  epoch         INTEGER NOT NULL,
  epoch_start   INTEGER NOT NULL,
  -- What is asked for, and what became of it.
  requested_end TEXT,
  outcome       TEXT,
  outcome_epoch INTEGER,
  state         TEXT,
  ended_at      INTEGER,
  persistence   TEXT    NOT NULL
) STRICT;

CREATE INDEX streams_running ON streams (stream) WHERE state IS NULL;
CREATE INDEX streams_unsaved ON streams (stream) WHERE state IS NOT NULL AND persistence = 'pending';
CREATE INDEX streams_done ON streams (ended_at, stream) WHERE state IS NOT NULL AND persistence <> 'pending';

-- What every write changes: small rows, so that those of all running streams lie in a few pages. A lease changes with
-- every write and running streams are few, so leases have no index.
CREATE TABLE tails (
  number      INTEGER NOT NULL PRIMARY KEY,
  lease_until INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  seal        BLOB    NOT NULL,
  -- How many writes hold frames, the first and the last of them, and the last of the stride before.
  writes      INTEGER NOT NULL,
  first_write INTEGER,
  last_write  INTEGER,
  stride      INTEGER
) STRICT;

-- The frames of one write to one stream.
--
-- `previous` is the write to the same stream before this one. Every 64 writes make a stride; `stride` is the last write
-- of the stride before this one's, so that a reader of the beginning passes over the rest in long steps.
CREATE TABLE writes (
  id       INTEGER NOT NULL PRIMARY KEY,
  number   INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  count    INTEGER NOT NULL,
  previous INTEGER,
  stride   INTEGER,
  frames   BLOB    NOT NULL
) STRICT;

-- The range of writes in which those of removed streams are still to be deleted.
CREATE TABLE sweep (
  id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  next INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;

-- One row that a health check writes.
CREATE TABLE health (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  checks INTEGER NOT NULL
) STRICT;

INSERT INTO health (id, checks) VALUES (1, 0);
