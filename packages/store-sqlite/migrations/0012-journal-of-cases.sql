-- Whoever decides a case looks at what waits under it.
CREATE INDEX journal_entry_case ON journal_entry (case_id) WHERE case_id IS NOT NULL;
