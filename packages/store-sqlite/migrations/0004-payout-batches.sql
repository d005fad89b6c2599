-- A payout may be a row of a batch, and may have to wait.
ALTER TABLE payout ADD COLUMN batch_id TEXT;
ALTER TABLE payout ADD COLUMN row_number INTEGER;
ALTER TABLE payout ADD COLUMN available_at INTEGER;

CREATE UNIQUE INDEX payout_batch_row ON payout (batch_id, row_number) WHERE batch_id IS NOT NULL;
CREATE INDEX payout_batch_status ON payout (batch_id, status, row_number) WHERE batch_id IS NOT NULL;
