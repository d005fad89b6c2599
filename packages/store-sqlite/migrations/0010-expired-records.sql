-- Records that have expired are found without reading the others. Times rise, so an entry is added at the end.
CREATE INDEX idempotency_record_expiry ON idempotency_record (expires_at);
