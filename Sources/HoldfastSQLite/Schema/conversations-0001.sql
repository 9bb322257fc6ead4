-- The conversation store: sessions, messages, claims, drafts.
--
-- Names and free text are BLOBs of UTF-8, compared byte by byte: a NUL inside survives, and two texts that only look
-- alike are two. Words of a closed set and JSON, whose writer escapes control characters, are TEXT. Times are
-- milliseconds since 1970. `place` is a place in the order of a session. There are no foreign keys: each transaction
-- keeps the tables in step itself, as it must in a sharded store.

CREATE TABLE sessions (
  session       BLOB    NOT NULL PRIMARY KEY,
  principal     BLOB    NOT NULL,
  title         BLOB    NOT NULL,
  active_stream BLOB,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_principal ON sessions (principal, updated_at, session);

-- A table with a rowid: messages are large, and large rows make a tree without one deep.
CREATE TABLE messages (
  session    BLOB    NOT NULL,
  place      INTEGER NOT NULL,
  message    BLOB    NOT NULL,
  role       TEXT    NOT NULL,
  status     TEXT    NOT NULL,
  stream     BLOB,
  model      BLOB,
  usage      TEXT,
  created_at INTEGER NOT NULL,
  metadata   TEXT,
  parts      TEXT    NOT NULL,
  PRIMARY KEY (session, place)
) STRICT;

CREATE UNIQUE INDEX messages_by_id ON messages (session, message);

CREATE TABLE claims (
  session     BLOB    NOT NULL,
  place       INTEGER NOT NULL,
  message     BLOB    NOT NULL,
  trigger     TEXT    NOT NULL,
  target      BLOB    NOT NULL,
  state       TEXT    NOT NULL,
  principal   BLOB    NOT NULL,
  stream      BLOB    NOT NULL,
  run         BLOB    NOT NULL,
  reply       BLOB    NOT NULL,
  supersedes  BLOB,
  fingerprint BLOB    NOT NULL,
  agent       BLOB    NOT NULL,
  dialect     TEXT    NOT NULL,
  route_form  TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (session, place)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX claims_by_key ON claims (session, message, trigger, target);
CREATE INDEX claims_by_reply ON claims (session, reply);
CREATE INDEX claims_by_stream ON claims (session, stream);

CREATE TABLE drafts (
  principal  BLOB    NOT NULL,
  session    BLOB    NOT NULL,
  updated_at INTEGER NOT NULL,
  text       BLOB    NOT NULL,
  PRIMARY KEY (principal, session)
) STRICT;

-- One row that a health check writes.
CREATE TABLE health (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  checks INTEGER NOT NULL
) STRICT;

INSERT INTO health (id, checks) VALUES (1, 0);
