-- What waits is counted whenever somebody asks for the metrics, so it is found without reading everything else.
CREATE INDEX payment_unknown ON payment (created_at) WHERE status = 'unknown';
CREATE INDEX refund_unknown ON refund (created_at) WHERE status = 'unknown';
CREATE INDEX payout_unknown ON payout (created_at) WHERE status = 'unknown';
CREATE INDEX provider_event_waiting ON provider_event (received_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_pending ON webhook_delivery (created_at) WHERE status = 'pending';
CREATE INDEX review_case_open ON review_case (opened_at) WHERE status = 'open';
