-- The conversation store: sessions, messages, claims, keys, drafts.
--
-- Names and free text are BLOBs of UTF-8, compared byte by byte: a NUL inside survives, and two texts that only look
-- alike are two. Words of a closed set and JSON, whose writer escapes control characters, are TEXT. Times are
-- milliseconds since 1970. `place` is a place in the order of a session. There are no foreign keys: each transaction
-- keeps the tables in step itself, as it must in a sharded store.
--
-- Nothing of a conversation is deleted before the session is. An edit, a regeneration or a Retry puts the stream of
-- its claim into `cut_by` of what it takes out; what has NULL there is live, and what must be unique is so among the
-- live.

-- `last_place` and `last_number` are the highest ever used, by what is cut too; no message means place 0.
CREATE TABLE sessions (
  session       BLOB    NOT NULL PRIMARY KEY,
  principal     BLOB    NOT NULL,
  title         BLOB    NOT NULL,
  active_stream BLOB,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  last_place    INTEGER NOT NULL,
  last_number   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_principal ON sessions (principal, updated_at, session);
CREATE INDEX sessions_pointed ON sessions (session, updated_at) WHERE active_stream IS NOT NULL;
CREATE INDEX sessions_empty ON sessions (created_at, session) WHERE last_place = 0;

-- User messages, and of replies what one stream made: `segment` counts those of one reply.
--
-- A table with a rowid: messages are large, and large rows make a tree without one deep. `stored_by` is the stream of
-- the claim that wrote the row.
CREATE TABLE messages (
  session    BLOB    NOT NULL,
  place      INTEGER NOT NULL,
  segment    INTEGER NOT NULL,
  message    BLOB    NOT NULL,
  role       TEXT    NOT NULL,
  status     TEXT    NOT NULL,
  stream     BLOB,
  model      BLOB,
  usage      TEXT,
  created_at INTEGER NOT NULL,
  stored_by  BLOB    NOT NULL,
  cut_by     BLOB,
  metadata   TEXT,
  parts      TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX messages_live ON messages (session, place, segment) WHERE cut_by IS NULL;
CREATE UNIQUE INDEX messages_live_by_id ON messages (session, message, segment) WHERE cut_by IS NULL;
CREATE UNIQUE INDEX messages_by_claim ON messages (session, stored_by, place);
CREATE INDEX messages_cut ON messages (session, cut_by) WHERE cut_by IS NOT NULL;

CREATE TABLE claims (
  session     BLOB    NOT NULL,
  number      INTEGER NOT NULL,
  message     BLOB    NOT NULL,
  trigger     TEXT    NOT NULL,
  target      BLOB    NOT NULL,
  state       TEXT    NOT NULL,
  principal   BLOB    NOT NULL,
  stream      BLOB    NOT NULL,
  run         BLOB    NOT NULL,
  reply       BLOB    NOT NULL,
  place       INTEGER NOT NULL,
  segment     INTEGER NOT NULL,
  cut_by      BLOB,
  supersedes  BLOB,
  fingerprint BLOB    NOT NULL,
  agent       BLOB    NOT NULL,
  dialect     TEXT    NOT NULL,
  route_form  TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  node        BLOB,
  deadline    INTEGER,
  PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX claims_by_stream ON claims (session, stream);
CREATE UNIQUE INDEX claims_live_by_key ON claims (session, message, trigger, target) WHERE cut_by IS NULL;
CREATE UNIQUE INDEX claims_live_by_place ON claims (session, place, segment) WHERE cut_by IS NULL;
CREATE INDEX claims_live ON claims (session, number) WHERE cut_by IS NULL;
CREATE INDEX claims_by_message ON claims (session, message, number);
CREATE INDEX claims_by_reply ON claims (session, reply, number);
CREATE INDEX claims_cut ON claims (session, cut_by) WHERE cut_by IS NOT NULL;
CREATE INDEX claims_unlogged ON claims (session, number) WHERE state = 'unlogged';
CREATE INDEX claims_open ON claims (created_at, stream) WHERE state IN ('claimed', 'unlogged');

CREATE TABLE idempotency_keys (
  session     BLOB    NOT NULL,
  name        BLOB    NOT NULL,
  fingerprint BLOB    NOT NULL,
  stream      BLOB    NOT NULL,
  noted_at    INTEGER NOT NULL,
  PRIMARY KEY (session, name)
) STRICT;

CREATE INDEX idempotency_keys_by_time ON idempotency_keys (noted_at);

CREATE TABLE drafts (
  principal  BLOB    NOT NULL,
  session    BLOB    NOT NULL,
  updated_at INTEGER NOT NULL,
  text       BLOB    NOT NULL,
  PRIMARY KEY (principal, session)
) STRICT;

CREATE INDEX drafts_by_time ON drafts (updated_at);

-- One row that a health check writes.
CREATE TABLE health (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  checks INTEGER NOT NULL
) STRICT;

INSERT INTO health (id, checks) VALUES (1, 0);
