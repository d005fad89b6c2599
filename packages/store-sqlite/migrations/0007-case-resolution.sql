-- How a case ended, as JSON; null while it is open.
ALTER TABLE review_case ADD COLUMN resolution TEXT;

CREATE INDEX review_case_subject ON review_case (subject_id) WHERE subject_id IS NOT NULL;
