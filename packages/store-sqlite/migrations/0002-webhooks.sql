-- Events get a number in the order of writing, which is the order they are sent in. The number is a column of its own because a
-- row's hidden number may change when a file is compacted. What an event shows is no longer listed here.
CREATE TABLE positioned_event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  snapshot_kind TEXT NOT NULL,
  snapshot TEXT NOT NULL
) STRICT;

INSERT INTO positioned_event (id, merchant_id, livemode, type, subject_id, sequence, created_at, snapshot_kind, snapshot)
SELECT id, merchant_id, livemode, type, subject_id, sequence, created_at, snapshot_kind, snapshot
FROM outgoing_event ORDER BY rowid;

DROP TABLE outgoing_event;
ALTER TABLE positioned_event RENAME TO outgoing_event;

CREATE INDEX outgoing_event_subject ON outgoing_event (subject_id, sequence, id);
CREATE INDEX outgoing_event_book ON outgoing_event (merchant_id, livemode);

-- What a key led to is no longer listed here: it may be a webhook endpoint or delivery as well.
CREATE TABLE wider_idempotency_record (
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  resource_kind TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  response_status INTEGER,
  response_body TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (merchant_id, livemode, key),
  CHECK ((response_status IS NULL) = (response_body IS NULL))
) STRICT;

INSERT INTO wider_idempotency_record (merchant_id, livemode, key, fingerprint, resource_kind, resource_id, response_status, response_body, created_at, expires_at)
SELECT merchant_id, livemode, key, fingerprint, resource_kind, resource_id, response_status, response_body, created_at, expires_at
FROM idempotency_record;

DROP TABLE idempotency_record;
ALTER TABLE wider_idempotency_record RENAME TO idempotency_record;

CREATE TABLE webhook_endpoint (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
  source TEXT NOT NULL CHECK (source IN ('api', 'config')),
  position INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX webhook_endpoint_book ON webhook_endpoint (merchant_id, livemode, id);

CREATE TABLE webhook_delivery (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  endpoint_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  attempt INTEGER NOT NULL,
  next_attempt_at INTEGER,
  response_status INTEGER,
  response_excerpt TEXT,
  problem TEXT,
  created_at INTEGER NOT NULL,
  begun_at INTEGER NOT NULL,
  finished_at INTEGER,
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX webhook_delivery_event ON webhook_delivery (event_id, endpoint_id);
CREATE INDEX webhook_delivery_book ON webhook_delivery (merchant_id, livemode, id);
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at, position) WHERE status = 'pending';
CREATE INDEX webhook_delivery_subject ON webhook_delivery (endpoint_id, subject_id, position) WHERE status = 'pending';
CREATE INDEX webhook_delivery_success ON webhook_delivery (endpoint_id, finished_at) WHERE status = 'succeeded';
