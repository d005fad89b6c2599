-- Charges of one billing key, newest first.
CREATE INDEX payment_billing_key
  ON payment (json_extract(document, '$.method.billingKeyId'), id)
  WHERE method_type = 'billing_key';
