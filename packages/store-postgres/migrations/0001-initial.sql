-- Times are milliseconds since 1970 UTC, amounts are minor units.
-- A column is what is filtered, guarded or counted; `document` is the rest of the same object as JSON.
-- Text that is compared has the collation "C": ids sort by their bytes, whatever the language of the database.

CREATE TABLE payment (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  holds_order_id boolean NOT NULL,
  -- It held its order id, freed it and holds it again.
  regained_order_id boolean NOT NULL DEFAULT false,
  status text NOT NULL CHECK (status IN (
    'requires_action', 'pending', 'awaiting_deposit', 'unknown', 'paid', 'partially_refunded', 'refunded',
    'failed', 'canceled', 'expired', 'quarantined')),
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  amount_paid_minor bigint NOT NULL,
  amount_refunding_minor bigint NOT NULL,
  amount_refunded_minor bigint NOT NULL,
  method_type text NOT NULL,
  billing_key_id text COLLATE "C",
  provider text NOT NULL,
  provider_account_id text COLLATE "C" NOT NULL,
  channel_id text NOT NULL,
  provider_payment_id text COLLATE "C",
  created_at bigint NOT NULL,
  document text NOT NULL,
  CONSTRAINT payment_money_guard CHECK (
    amount_refunding_minor >= 0
    AND amount_refunded_minor >= 0
    AND amount_refunding_minor + amount_refunded_minor <= amount_paid_minor)
);

-- An order id is held once from the start. Money that arrives late for a payment that had ended must be written although another
-- payment holds the order id by now; such a payment has regained it and is not in this index.
CREATE UNIQUE INDEX payment_order_id_once ON payment (merchant_id, livemode, order_id)
  WHERE holds_order_id AND NOT regained_order_id;
CREATE INDEX payment_order_id_regained ON payment (merchant_id, livemode, order_id)
  WHERE holds_order_id AND regained_order_id;
CREATE INDEX payment_book ON payment (merchant_id, livemode, id);
CREATE INDEX payment_status ON payment (merchant_id, livemode, status, id);
CREATE INDEX payment_order_id ON payment (merchant_id, livemode, order_id, id);
CREATE INDEX payment_provider_id ON payment (provider_account_id, provider_payment_id)
  WHERE provider_payment_id IS NOT NULL;
CREATE INDEX payment_billing_key ON payment (billing_key_id, id) WHERE billing_key_id IS NOT NULL;
CREATE INDEX payment_unknown ON payment (created_at) WHERE status = 'unknown';

CREATE TABLE refund (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  payment_id text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed')),
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  created_at bigint NOT NULL,
  document text NOT NULL
);

CREATE INDEX refund_book ON refund (merchant_id, livemode, id);
CREATE INDEX refund_payment ON refund (payment_id, id);
CREATE INDEX refund_unknown ON refund (created_at) WHERE status = 'unknown';

CREATE TABLE payout (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  merchant_reference text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN (
    'pending_approval', 'scheduled', 'processing', 'unknown', 'succeeded', 'failed', 'canceled')),
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  created_at bigint NOT NULL,
  document text NOT NULL,
  batch_id text COLLATE "C",
  row_number integer,
  available_at bigint
);

CREATE UNIQUE INDEX payout_reference ON payout (merchant_id, livemode, merchant_reference);
CREATE INDEX payout_book ON payout (merchant_id, livemode, id);
CREATE INDEX payout_status ON payout (merchant_id, livemode, status, id);
CREATE UNIQUE INDEX payout_batch_row ON payout (batch_id, row_number) WHERE batch_id IS NOT NULL;
CREATE INDEX payout_batch_status ON payout (batch_id, status, row_number) WHERE batch_id IS NOT NULL;
CREATE INDEX payout_unknown ON payout (created_at) WHERE status = 'unknown';

-- Resources without amounts to guard share a table; what each kind carries stands in `content`.
CREATE TABLE document (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  key text COLLATE "C",
  parent_id text COLLATE "C",
  status text NOT NULL,
  created_at bigint NOT NULL,
  content text NOT NULL
);

CREATE UNIQUE INDEX document_key ON document (kind, merchant_id, livemode, key) WHERE key IS NOT NULL;
CREATE INDEX document_book ON document (kind, merchant_id, livemode, id);
CREATE INDEX document_parent ON document (parent_id, kind, id) WHERE parent_id IS NOT NULL;

CREATE TABLE operation (
  id text COLLATE "C" PRIMARY KEY,
  fence integer NOT NULL,
  kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  provider_account_id text COLLATE "C" NOT NULL,
  channel_id text NOT NULL,
  reference text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'claimed', 'open', 'closed')),
  lease_until bigint,
  outcome text,
  cause text,
  created_at bigint NOT NULL,
  sent_at bigint,
  finished_at bigint
);

CREATE UNIQUE INDEX operation_reference ON operation (provider_account_id, reference);
CREATE INDEX operation_subject ON operation (subject_id, id);

-- Where the journal and the events of a book end, and until when it is closed. Whoever adds to them locks this row last and keeps it
-- until the commit, so numbers and positions become visible in their order.
CREATE TABLE book (
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  entry_number bigint NOT NULL DEFAULT 0,
  recorded_at_us bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT repeat('0', 64),
  event_position bigint NOT NULL DEFAULT 0,
  closed_before bigint,
  PRIMARY KEY (merchant_id, livemode)
) WITH (fillfactor = 50);

CREATE TABLE journal_entry (
  id text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  kind text NOT NULL,
  source_key text COLLATE "C" NOT NULL,
  effective_at bigint NOT NULL,
  recorded_at bigint NOT NULL,
  payment_id text COLLATE "C",
  refund_id text COLLATE "C",
  payout_id text COLLATE "C",
  case_id text COLLATE "C",
  settlement_id text COLLATE "C",
  reversal_of text COLLATE "C",
  approval text,
  number bigint NOT NULL CHECK (number > 0),
  recorded_at_us bigint NOT NULL,
  hash text NOT NULL
);

-- The first index that a row offends is the one that is told, and an entry that is written twice offends both.
CREATE UNIQUE INDEX journal_entry_source ON journal_entry (merchant_id, livemode, source_key);
CREATE UNIQUE INDEX journal_entry_id ON journal_entry (id);
ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_number PRIMARY KEY (merchant_id, livemode, number);
CREATE INDEX journal_entry_effective ON journal_entry (merchant_id, livemode, effective_at);
CREATE INDEX journal_entry_payment ON journal_entry (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX journal_entry_refund ON journal_entry (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX journal_entry_payout ON journal_entry (payout_id) WHERE payout_id IS NOT NULL;
CREATE INDEX journal_entry_settlement ON journal_entry (settlement_id) WHERE settlement_id IS NOT NULL;
CREATE INDEX journal_entry_case ON journal_entry (case_id) WHERE case_id IS NOT NULL;

-- Without a foreign key: its look-up keeps the plan of an empty table for a while and then reads the whole book for each line. Lines are
-- written only by the function that has just written their entry.
CREATE TABLE journal_line (
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  number bigint NOT NULL,
  line_number integer NOT NULL,
  account text COLLATE "C" NOT NULL,
  side text NOT NULL CHECK (side IN ('debit', 'credit')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text COLLATE "C" NOT NULL,
  layer text COLLATE "C" NOT NULL CHECK (layer IN ('posted', 'pending')),
  PRIMARY KEY (merchant_id, livemode, number, line_number)
);

CREATE INDEX journal_line_account ON journal_line (merchant_id, livemode, account, number);

-- What each day added to each account; written in the commit that books it. Days are those of Asia/Seoul.
CREATE TABLE account_day (
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  account text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  layer text COLLATE "C" NOT NULL CHECK (layer IN ('posted', 'pending')),
  day text COLLATE "C" NOT NULL,
  debit_minor bigint NOT NULL CHECK (debit_minor >= 0),
  credit_minor bigint NOT NULL CHECK (credit_minor >= 0),
  PRIMARY KEY (merchant_id, livemode, account, currency, layer, day)
) WITH (fillfactor = 50);

-- Nothing is booked any more that is effective before the latest instant of its book.
CREATE TABLE period_closing (
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  closed_before bigint NOT NULL,
  closed_at bigint NOT NULL,
  closed_by text NOT NULL,
  PRIMARY KEY (merchant_id, livemode, closed_before)
);

-- A position is the place of an event in the order in which the events of its book became visible.
CREATE TABLE outgoing_event (
  position bigint NOT NULL CHECK (position > 0),
  id text COLLATE "C" NOT NULL UNIQUE,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  type text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  sequence integer NOT NULL,
  created_at bigint NOT NULL,
  snapshot_kind text NOT NULL,
  snapshot text NOT NULL,
  traceparent text,
  PRIMARY KEY (merchant_id, livemode, position)
);

CREATE INDEX outgoing_event_subject ON outgoing_event (subject_id, sequence, id);

CREATE TABLE idempotency_record (
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  resource_kind text NOT NULL,
  resource_id text COLLATE "C" NOT NULL,
  response_status integer,
  response_body text,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (merchant_id, livemode, key),
  CHECK ((response_status IS NULL) = (response_body IS NULL))
);

CREATE INDEX idempotency_record_expiry ON idempotency_record (expires_at);

CREATE TABLE provider_event (
  id text COLLATE "C" PRIMARY KEY,
  provider_account_id text COLLATE "C" NOT NULL,
  event_key text COLLATE "C" NOT NULL,
  headers text NOT NULL,
  body bytea NOT NULL,
  received_at bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'folded', 'unmatched')),
  subject_id text COLLATE "C",
  folded_at bigint
);

CREATE UNIQUE INDEX provider_event_key ON provider_event (provider_account_id, event_key);
CREATE INDEX provider_event_subject ON provider_event (subject_id, id) WHERE subject_id IS NOT NULL;
CREATE INDEX provider_event_waiting ON provider_event (received_at) WHERE status = 'waiting';

CREATE TABLE review_case (
  id text COLLATE "C" PRIMARY KEY,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  key text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'resolved')),
  subject_id text COLLATE "C",
  amount_minor bigint,
  currency text,
  evidence text NOT NULL,
  opened_at bigint NOT NULL,
  resolution text
);

CREATE UNIQUE INDEX review_case_key ON review_case (merchant_id, livemode, key);
CREATE INDEX review_case_book ON review_case (merchant_id, livemode, id);
CREATE INDEX review_case_subject ON review_case (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX review_case_open ON review_case (opened_at) WHERE status = 'open';

CREATE TABLE webhook_endpoint (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('enabled', 'disabled')),
  source text NOT NULL CHECK (source IN ('api', 'config')),
  position bigint NOT NULL,
  document text NOT NULL
);

CREATE INDEX webhook_endpoint_book ON webhook_endpoint (merchant_id, livemode, id);

CREATE TABLE webhook_delivery (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  livemode boolean NOT NULL,
  endpoint_id text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  event_type text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  attempt integer NOT NULL,
  next_attempt_at bigint,
  response_status integer,
  response_excerpt text,
  problem text,
  created_at bigint NOT NULL,
  begun_at bigint NOT NULL,
  finished_at bigint,
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
);

CREATE UNIQUE INDEX webhook_delivery_event ON webhook_delivery (event_id, endpoint_id);
CREATE INDEX webhook_delivery_book ON webhook_delivery (merchant_id, livemode, id);
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at, position) WHERE status = 'pending';
CREATE INDEX webhook_delivery_subject ON webhook_delivery (endpoint_id, subject_id, position) WHERE status = 'pending';
CREATE INDEX webhook_delivery_success ON webhook_delivery (endpoint_id, finished_at) WHERE status = 'succeeded';
CREATE INDEX webhook_delivery_pending ON webhook_delivery (created_at) WHERE status = 'pending';

-- A revision is never given twice, so a job that was removed and made again is not taken for the old one.
-- `claimable_at` is the due time, or the end of the lease while somebody holds the job.
CREATE SEQUENCE job_revision;
CREATE TABLE job (
  key text COLLATE "C" PRIMARY KEY,
  revision bigint NOT NULL DEFAULT nextval('job_revision'),
  kind text NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  due_at bigint NOT NULL,
  claimable_at bigint NOT NULL,
  failures integer NOT NULL
);

CREATE INDEX job_claimable ON job (claimable_at);

-- One row for each connection that writes: the number of the last batch it has written. Whoever does not know whether a batch was
-- committed sends it again under the same number.
CREATE TABLE writer (
  id text COLLATE "C" PRIMARY KEY,
  last_batch bigint NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER journal_entry_keeps BEFORE UPDATE OR DELETE ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_entry_keeps_all BEFORE TRUNCATE ON journal_entry EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_line_keeps BEFORE UPDATE OR DELETE ON journal_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_line_keeps_all BEFORE TRUNCATE ON journal_line EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_closing_keeps BEFORE UPDATE OR DELETE ON period_closing
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_closing_keeps_all BEFORE TRUNCATE ON period_closing EXECUTE FUNCTION refuse_change();
