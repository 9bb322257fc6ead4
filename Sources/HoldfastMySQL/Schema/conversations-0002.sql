-- What a reply owes: quota, the outcome of tool calls, artifacts, and what a deleted session leaves.
--
-- The principal leads the keys of quota, as the session leads those of a conversation: a sharded database may
-- keep the two apart, and no transaction touches both. The keys `reservations_outstanding`,
-- `reservations_over` and both of the tombstones are for lists over everything, which a sharded database
-- answers from all of its shards.

-- MySQL knows no `IF NOT EXISTS` for columns. Column and key come in one statement, of which a server carries
-- out all or nothing; where it has run before, its errors (1060, 1061) say so, and the migration goes on.
ALTER TABLE holdfast_claims
  ADD COLUMN reservation VARBINARY(255),
  ADD KEY claims_by_reservation (session, reservation, number);

-- `body` holds the sums as JSON. The row of a principal is what its calls lock.
CREATE TABLE IF NOT EXISTS holdfast_quota_accounts (
  principal VARBINARY(512) NOT NULL,
  body      MEDIUMBLOB     NOT NULL,
  PRIMARY KEY (principal)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- A name has room for the `.late` of an entry for late use. `over_at` is when the reservation had ended and
-- all of its windows with it; while it is outstanding it is NULL.
CREATE TABLE IF NOT EXISTS holdfast_quota_reservations (
  principal      VARBINARY(512) NOT NULL,
  reservation    VARBINARY(260) NOT NULL,
  state          VARBINARY(16)  NOT NULL,
  expires_at     BIGINT         NOT NULL,
  over_at        BIGINT,
  body           MEDIUMBLOB     NOT NULL,
  is_outstanding TINYINT AS (IF(state = 'outstanding', 1, NULL)) STORED,
  PRIMARY KEY (principal, reservation),
  KEY reservations_outstanding (is_outstanding, expires_at, reservation),
  KEY reservations_over (over_at)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- A provider names its tool calls as it likes, so the digest of the name stands in the key.
CREATE TABLE IF NOT EXISTS holdfast_effects (
  session     VARBINARY(255) NOT NULL,
  stream      VARBINARY(255) NOT NULL,
  call_digest VARBINARY(32)  NOT NULL,
  number      BIGINT         NOT NULL,
  body        LONGBLOB       NOT NULL,
  PRIMARY KEY (session, stream, call_digest)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- `number` counts the versions of all artifacts of a session in the order in which they were written. The
-- name of an artifact carries that of its session.
CREATE TABLE IF NOT EXISTS holdfast_artifacts (
  session    VARBINARY(255) NOT NULL,
  artifact   VARBINARY(512) NOT NULL,
  version    BIGINT         NOT NULL,
  number     BIGINT         NOT NULL,
  kind       VARBINARY(16)  NOT NULL,
  title      MEDIUMBLOB     NOT NULL,
  content    LONGBLOB       NOT NULL,
  message    VARBINARY(255) NOT NULL,
  stream     VARBINARY(255) NOT NULL,
  created_at BIGINT         NOT NULL,
  PRIMARY KEY (session, artifact, version),
  UNIQUE KEY artifacts_by_number (session, number)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;

-- `is_open` is 1 until the streams of the session are removed, and then 0.
CREATE TABLE IF NOT EXISTS holdfast_tombstones (
  session    VARBINARY(255) NOT NULL,
  principal  VARBINARY(512) NOT NULL,
  streams    LONGBLOB       NOT NULL,
  deleted_at BIGINT         NOT NULL,
  is_open    TINYINT        NOT NULL,
  PRIMARY KEY (session),
  KEY tombstones_open (is_open, session),
  KEY tombstones_closed (is_open, deleted_at)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin;
