-- The conversation store: sessions, messages, claims, keys, drafts.
--
-- Each statement ends with a semicolon at the end of its line and may be run again: a data definition commits by itself,
-- so a migration that was cut off is repeated from its beginning.
--
-- Everything that is text for others is bytes here (VARBINARY and BLOB), compared byte by byte: no character set converts
-- it, no collation finds two names alike, and JSON keeps its members and numbers as they were written. Times are
-- milliseconds since 1970. `place` is a place in the order of a session.
--
-- The session leads every key of what belongs to a conversation, so that a sharded database keeps it on one shard, and a
-- transaction touches one session and no other. The principal leads the key that lists sessions. There are no foreign
-- keys. The keys `sessions_pointed`, `sessions_empty`, `claims_open`, `keys_by_time` and `drafts_by_time` are for lists
-- over all sessions, which a sharded database answers from all of its shards.
--
-- Nothing of a conversation is deleted before the session is. An edit, a regeneration or a Retry puts the stream of its
-- claim into `cut_by` of what it takes out. MySQL has no partial indexes, so `live` is 1 for what nothing has cut and else
-- NULL, which a unique key takes any number of times; the other generated columns do the same for their lists.

-- `last_place` and `last_number` are the highest ever used, by what is cut too; no message means place 0.
CREATE TABLE IF NOT EXISTS holdfast_sessions (
  session       VARBINARY(255) NOT NULL,
  principal     VARBINARY(512) NOT NULL,
  title         MEDIUMBLOB     NOT NULL,
  active_stream VARBINARY(255),
  created_at    BIGINT         NOT NULL,
  updated_at    BIGINT         NOT NULL,
  last_place    BIGINT         NOT NULL,
  last_number   BIGINT         NOT NULL,
  is_pointed    TINYINT AS (IF(active_stream IS NULL, NULL, 1)) STORED,
  is_empty      TINYINT AS (IF(last_place = 0, 1, NULL)) STORED,
  PRIMARY KEY (session),
  KEY sessions_by_principal (principal, updated_at, session),
  KEY sessions_pointed (is_pointed, session, updated_at),
  KEY sessions_empty (is_empty, created_at, session)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- User messages, and of replies what one stream made: `segment` counts those of one reply. `stored_by` is the stream of
-- the claim that wrote the row. Rows lie in the order in which they are read.
CREATE TABLE IF NOT EXISTS holdfast_messages (
  session    VARBINARY(255) NOT NULL,
  place      BIGINT         NOT NULL,
  segment    BIGINT         NOT NULL,
  stored_by  VARBINARY(255) NOT NULL,
  message    VARBINARY(255) NOT NULL,
  role       VARBINARY(16)  NOT NULL,
  status     VARBINARY(16)  NOT NULL,
  stream     VARBINARY(255),
  model      BLOB,
  token_use  BLOB,
  created_at BIGINT         NOT NULL,
  cut_by     VARBINARY(255),
  metadata   LONGBLOB,
  parts      LONGBLOB       NOT NULL,
  live       TINYINT AS (IF(cut_by IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (session, place, segment, stored_by),
  UNIQUE KEY messages_live (session, live, place, segment),
  UNIQUE KEY messages_live_by_id (session, live, message, segment),
  UNIQUE KEY messages_by_claim (session, stored_by, place),
  KEY messages_cut (session, cut_by)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- `target` may be long (the calls that a continuation answers), so its digest stands in the key.
CREATE TABLE IF NOT EXISTS holdfast_claims (
  session       VARBINARY(255) NOT NULL,
  number        BIGINT         NOT NULL,
  message       VARBINARY(255) NOT NULL,
  cause         VARBINARY(16)  NOT NULL,
  target        MEDIUMBLOB     NOT NULL,
  target_digest VARBINARY(32)  NOT NULL,
  state         VARBINARY(16)  NOT NULL,
  principal     VARBINARY(512) NOT NULL,
  stream        VARBINARY(255) NOT NULL,
  run           VARBINARY(255) NOT NULL,
  reply         VARBINARY(255) NOT NULL,
  place         BIGINT         NOT NULL,
  segment       BIGINT         NOT NULL,
  cut_by        VARBINARY(255),
  supersedes    VARBINARY(255),
  fingerprint   BLOB           NOT NULL,
  agent         BLOB           NOT NULL,
  dialect       VARBINARY(16)  NOT NULL,
  route_form    VARBINARY(16)  NOT NULL,
  created_at    BIGINT         NOT NULL,
  node          VARBINARY(255),
  deadline      BIGINT,
  live          TINYINT AS (IF(cut_by IS NULL, 1, NULL)) STORED,
  is_open       TINYINT AS (IF(state IN ('claimed', 'unlogged'), 1, NULL)) STORED,
  PRIMARY KEY (session, number),
  UNIQUE KEY claims_by_stream (session, stream),
  UNIQUE KEY claims_live_by_key (session, live, message, cause, target_digest),
  UNIQUE KEY claims_live_by_place (session, live, place, segment),
  KEY claims_live (session, live, number),
  KEY claims_by_message (session, message, number),
  KEY claims_by_reply (session, reply, number),
  KEY claims_by_state (session, state, number),
  KEY claims_cut (session, cut_by),
  KEY claims_open (is_open, created_at, stream)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS holdfast_idempotency_keys (
  session     VARBINARY(255) NOT NULL,
  name        VARBINARY(255) NOT NULL,
  fingerprint BLOB           NOT NULL,
  stream      VARBINARY(255) NOT NULL,
  noted_at    BIGINT         NOT NULL,
  PRIMARY KEY (session, name),
  KEY keys_by_stream (session, stream),
  KEY keys_by_time (noted_at)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- The session leads, so that one transaction on one shard deletes a session with its draft.
CREATE TABLE IF NOT EXISTS holdfast_drafts (
  session    VARBINARY(255) NOT NULL,
  principal  VARBINARY(512) NOT NULL,
  updated_at BIGINT         NOT NULL,
  content    LONGBLOB       NOT NULL,
  PRIMARY KEY (session, principal),
  KEY drafts_by_time (updated_at)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- One row that a health check writes.
CREATE TABLE IF NOT EXISTS holdfast_health (
  id     BIGINT NOT NULL,
  checks BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

INSERT IGNORE INTO holdfast_health (id, checks) VALUES (1, 0);
