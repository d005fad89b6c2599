-- Each entry knows its place in its book and the hash that proves it. Older entries get both when this migration is applied; an entry
-- without a hash is one of them, and only such an entry may still be written.
ALTER TABLE journal_entry ADD COLUMN settlement_id TEXT;
ALTER TABLE journal_entry ADD COLUMN reversal_of TEXT;
ALTER TABLE journal_entry ADD COLUMN approval TEXT;
ALTER TABLE journal_entry ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_entry ADD COLUMN recorded_at_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_entry ADD COLUMN hash TEXT NOT NULL DEFAULT '';

DROP TRIGGER journal_entry_keeps_values;
CREATE TRIGGER journal_entry_keeps_values BEFORE UPDATE ON journal_entry WHEN OLD.hash <> ''
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END;

UPDATE journal_entry SET number = placed.number
FROM (
  SELECT sequence, row_number() OVER (PARTITION BY merchant_id, livemode ORDER BY sequence) AS number FROM journal_entry
) AS placed
WHERE placed.sequence = journal_entry.sequence;

DROP INDEX journal_entry_book;
CREATE UNIQUE INDEX journal_entry_number ON journal_entry (merchant_id, livemode, number);
CREATE INDEX journal_entry_effective ON journal_entry (merchant_id, livemode, effective_at);
CREATE INDEX journal_entry_settlement ON journal_entry (settlement_id) WHERE settlement_id IS NOT NULL;

-- What each day added to each account; written in the commit that books it. Days are those of Asia/Seoul, which has no summer time.
CREATE TABLE account_day (
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  layer TEXT NOT NULL CHECK (layer IN ('posted', 'pending')),
  day TEXT NOT NULL,
  debit_minor INTEGER NOT NULL CHECK (debit_minor >= 0),
  credit_minor INTEGER NOT NULL CHECK (credit_minor >= 0),
  PRIMARY KEY (merchant_id, livemode, account, currency, layer, day)
) STRICT, WITHOUT ROWID;

INSERT INTO account_day (merchant_id, livemode, account, currency, layer, day, debit_minor, credit_minor)
SELECT line.merchant_id, line.livemode, account, currency, layer,
  date(effective_at / 1000 + 32400, 'unixepoch') AS day,
  sum(CASE WHEN side = 'debit' THEN amount_minor ELSE 0 END),
  sum(CASE WHEN side = 'credit' THEN amount_minor ELSE 0 END)
FROM journal_line AS line JOIN journal_entry AS entry ON entry.sequence = line.entry_sequence
GROUP BY line.merchant_id, line.livemode, account, currency, layer, day;

-- Nothing is booked any more that is effective before the latest instant of its book.
CREATE TABLE period_closing (
  merchant_id TEXT NOT NULL,
  livemode INTEGER NOT NULL CHECK (livemode IN (0, 1)),
  closed_before INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  PRIMARY KEY (merchant_id, livemode, closed_before)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_entry_in_open_period BEFORE INSERT ON journal_entry
WHEN EXISTS (
  SELECT 1 FROM period_closing
  WHERE merchant_id = NEW.merchant_id AND livemode = NEW.livemode AND closed_before > NEW.effective_at)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;

CREATE TRIGGER period_closing_moves_forward BEFORE INSERT ON period_closing
WHEN EXISTS (
  SELECT 1 FROM period_closing
  WHERE merchant_id = NEW.merchant_id AND livemode = NEW.livemode AND closed_before >= NEW.closed_before)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER period_closing_keeps_rows BEFORE DELETE ON period_closing
BEGIN SELECT RAISE(ABORT, 'period_closing is append-only'); END;
CREATE TRIGGER period_closing_keeps_values BEFORE UPDATE ON period_closing
BEGIN SELECT RAISE(ABORT, 'period_closing is append-only'); END;
