-- Resources without amounts to guard share a table; what each kind carries stands in `content`.
CREATE TABLE document (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  key TEXT,
  parent_id TEXT,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_key ON document (kind, merchant_id, livemode, key) WHERE key IS NOT NULL;
CREATE INDEX document_book ON document (kind, merchant_id, livemode, id);
CREATE INDEX document_parent ON document (parent_id, kind, id) WHERE parent_id IS NOT NULL;

-- What an operation does at a provider is no longer listed here.
CREATE TABLE wider_operation (
  id TEXT PRIMARY KEY NOT NULL,
  fence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  provider_account_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'claimed', 'open', 'closed')),
  lease_until INTEGER,
  outcome TEXT,
  cause TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  finished_at INTEGER
) STRICT;

INSERT INTO wider_operation SELECT * FROM operation;

DROP TABLE operation;
ALTER TABLE wider_operation RENAME TO operation;

CREATE UNIQUE INDEX operation_reference ON operation (provider_account_id, reference);
CREATE INDEX operation_subject ON operation (subject_id, id);
