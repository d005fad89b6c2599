-- Times are milliseconds since 1970 UTC, amounts are minor units, livemode is 0 or 1.
-- A column is what is filtered, guarded or counted; `document` is the rest of the same object as JSON.

CREATE TABLE payment (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  order_id TEXT NOT NULL,
  holds_order_id INTEGER NOT NULL CHECK (holds_order_id IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN (
    'requires_action', 'pending', 'awaiting_deposit', 'unknown', 'paid', 'partially_refunded', 'refunded',
    'failed', 'canceled', 'expired', 'quarantined')),
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  amount_paid_minor INTEGER NOT NULL,
  amount_refunding_minor INTEGER NOT NULL,
  amount_refunded_minor INTEGER NOT NULL,
  method_type TEXT NOT NULL,
  provider TEXT NOT NULL,
  provider_account_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  provider_payment_id TEXT,
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL,
  CONSTRAINT money_guard CHECK (
    amount_refunding_minor >= 0
    AND amount_refunded_minor >= 0
    AND amount_refunding_minor + amount_refunded_minor <= amount_paid_minor)
) STRICT;

CREATE INDEX payment_book ON payment (merchant_id, livemode, id);
CREATE INDEX payment_status ON payment (merchant_id, livemode, status, id);
CREATE INDEX payment_order_id ON payment (merchant_id, livemode, order_id, id);
CREATE INDEX payment_provider_id ON payment (provider_account_id, provider_payment_id)
  WHERE provider_payment_id IS NOT NULL;

-- An order id is checked when a payment is made, and only then. No unique index can say it: money that arrives late for
-- a payment that had ended must be written although another payment holds the order id by now.
CREATE TRIGGER payment_order_id_is_held BEFORE INSERT ON payment
WHEN NEW.holds_order_id = 1 AND EXISTS (
  SELECT 1 FROM payment
  WHERE merchant_id = NEW.merchant_id AND livemode = NEW.livemode AND order_id = NEW.order_id AND holds_order_id = 1)
BEGIN
  SELECT RAISE(ABORT, 'order id is held');
END;

CREATE TABLE refund (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  payment_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed')),
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX refund_book ON refund (merchant_id, livemode, id);
CREATE INDEX refund_payment ON refund (payment_id, merchant_id, livemode, id);

CREATE TABLE payout (
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  merchant_reference TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN (
    'pending_approval', 'scheduled', 'processing', 'unknown', 'succeeded', 'failed', 'canceled')),
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX payout_book ON payout (merchant_id, livemode, id);
CREATE INDEX payout_status ON payout (merchant_id, livemode, status, id);
CREATE UNIQUE INDEX payout_reference ON payout (merchant_id, livemode, merchant_reference);

CREATE TABLE operation (
  id TEXT PRIMARY KEY NOT NULL,
  fence INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund', 'payout')),
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

CREATE UNIQUE INDEX operation_reference ON operation (provider_account_id, reference);
CREATE INDEX operation_subject ON operation (subject_id, id);

-- `sequence` is the order of writing; as the row's own number it also ends every index.
CREATE TABLE journal_entry (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  kind TEXT NOT NULL,
  source_key TEXT NOT NULL,
  effective_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  payment_id TEXT,
  refund_id TEXT,
  payout_id TEXT,
  case_id TEXT
) STRICT;

CREATE UNIQUE INDEX journal_entry_source ON journal_entry (merchant_id, livemode, source_key);
CREATE INDEX journal_entry_book ON journal_entry (merchant_id, livemode);
CREATE INDEX journal_entry_payment ON journal_entry (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX journal_entry_refund ON journal_entry (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX journal_entry_payout ON journal_entry (payout_id) WHERE payout_id IS NOT NULL;

CREATE TABLE journal_line (
  entry_sequence INTEGER NOT NULL REFERENCES journal_entry (sequence),
  line_number INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  account TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('debit', 'credit')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  layer TEXT NOT NULL CHECK (layer IN ('posted', 'pending')),
  PRIMARY KEY (entry_sequence, line_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX journal_line_account ON journal_line (merchant_id, livemode, account, entry_sequence);

CREATE TRIGGER journal_entry_keeps_rows BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END;
CREATE TRIGGER journal_entry_keeps_values BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END;
CREATE TRIGGER journal_line_keeps_rows BEFORE DELETE ON journal_line
BEGIN SELECT RAISE(ABORT, 'journal_line is append-only'); END;
CREATE TRIGGER journal_line_keeps_values BEFORE UPDATE ON journal_line
BEGIN SELECT RAISE(ABORT, 'journal_line is append-only'); END;

CREATE TABLE outgoing_event (
  id TEXT PRIMARY KEY NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  snapshot_kind TEXT NOT NULL CHECK (snapshot_kind IN ('payment', 'refund', 'payout')),
  snapshot TEXT NOT NULL
) STRICT;

CREATE INDEX outgoing_event_subject ON outgoing_event (subject_id, sequence, id);

CREATE TABLE idempotency_record (
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  resource_kind TEXT NOT NULL CHECK (resource_kind IN ('payment', 'refund', 'payout')),
  resource_id TEXT NOT NULL,
  response_status INTEGER,
  response_body TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (merchant_id, livemode, key),
  CHECK ((response_status IS NULL) = (response_body IS NULL))
) STRICT;

CREATE TABLE provider_event (
  id TEXT PRIMARY KEY NOT NULL,
  provider_account_id TEXT NOT NULL,
  event_key TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'folded', 'unmatched')),
  subject_id TEXT,
  folded_at INTEGER
) STRICT;

CREATE UNIQUE INDEX provider_event_key ON provider_event (provider_account_id, event_key);
CREATE INDEX provider_event_subject ON provider_event (subject_id, id) WHERE subject_id IS NOT NULL;

-- "case" is a word of SQL.
CREATE TABLE review_case (
  id TEXT PRIMARY KEY NOT NULL,
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'resolved')),
  subject_id TEXT,
  amount_minor INTEGER,
  currency TEXT,
  evidence TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX review_case_key ON review_case (merchant_id, livemode, key);
CREATE INDEX review_case_book ON review_case (merchant_id, livemode, id);

-- AUTOINCREMENT never gives a number twice, so a job that was removed and made again is not taken for the old one.
-- `claimable_at` is the due time, or the end of the lease while somebody holds the job.
CREATE TABLE job (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  claimable_at INTEGER NOT NULL,
  failures INTEGER NOT NULL
) STRICT;

CREATE INDEX job_claimable ON job (claimable_at);
