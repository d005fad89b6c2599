-- Which work recorded an event, for whoever follows it to the merchant.
ALTER TABLE outgoing_event ADD COLUMN traceparent TEXT;
