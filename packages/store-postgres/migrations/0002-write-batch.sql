-- Writes the change sets of many callers at once. Each part is a list of rows as JSON, with the names of columns, in the order of
-- their keys, so that two batches lock what they share in one order. A guard that does not hold raises: then nothing of the batch is
-- written, and the caller finds out whose it was by sending fewer.
--
-- A function is never changed after a release. What writes otherwise gets the next number, and this one stays until no gateway calls
-- it any more.

CREATE FUNCTION refuse_unless(holds boolean, conflict text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT holds THEN RAISE EXCEPTION USING ERRCODE = 'HG001', MESSAGE = conflict; END IF;
END $$;

CREATE FUNCTION write_batch_1(
  writer_id text,
  batch_number bigint,
  claimed_keys json DEFAULT NULL,
  completed_keys json DEFAULT NULL,
  released_keys json DEFAULT NULL,
  provider_events json DEFAULT NULL,
  changed_payments json DEFAULT NULL,
  new_payments json DEFAULT NULL,
  changed_refunds json DEFAULT NULL,
  new_refunds json DEFAULT NULL,
  changed_payouts json DEFAULT NULL,
  new_payouts json DEFAULT NULL,
  changed_documents json DEFAULT NULL,
  new_documents json DEFAULT NULL,
  changed_operations json DEFAULT NULL,
  new_operations json DEFAULT NULL,
  deleted_endpoints json DEFAULT NULL,
  changed_endpoints json DEFAULT NULL,
  new_endpoints json DEFAULT NULL,
  changed_deliveries json DEFAULT NULL,
  new_deliveries json DEFAULT NULL,
  opened_cases json DEFAULT NULL,
  resolved_cases json DEFAULT NULL,
  folded_events json DEFAULT NULL,
  finished_jobs json DEFAULT NULL,
  retried_jobs json DEFAULT NULL,
  removed_jobs json DEFAULT NULL,
  scheduled_jobs json DEFAULT NULL,
  -- Books whose end is moved, with how many entries and events they get; entries and events come in the order of the books.
  books json DEFAULT NULL,
  entries json DEFAULT NULL,
  lines json DEFAULT NULL,
  account_days json DEFAULT NULL,
  closings json DEFAULT NULL,
  events json DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql
-- Rows are found by their keys however small a table was when the plan was made.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  found_rows bigint;
  target record;
  head book;
  entry_times bigint[];
  entry_texts text[];
  entry integer := 0;
  numbers bigint[] := '{}';
  times bigint[] := '{}';
  hashes text[] := '{}';
  positions bigint[] := '{}';
BEGIN
  INSERT INTO writer AS known (id, last_batch) VALUES (writer_id, batch_number)
  ON CONFLICT (id) DO UPDATE SET last_batch = excluded.last_batch, seen_at = now()
  WHERE known.last_batch < excluded.last_batch;
  -- Written already: whoever sent it did not hear of it.
  IF NOT FOUND THEN RETURN; END IF;

  IF claimed_keys IS NOT NULL THEN
    INSERT INTO idempotency_record AS known (merchant_id, livemode, key, fingerprint, resource_kind, resource_id,
      response_status, response_body, created_at, expires_at)
    SELECT merchant_id, livemode, key, fingerprint, resource_kind, resource_id,
      response_status, response_body, created_at, expires_at
    FROM json_populate_recordset(NULL::idempotency_record, claimed_keys)
    ON CONFLICT (merchant_id, livemode, key) DO UPDATE SET
      fingerprint = excluded.fingerprint, resource_kind = excluded.resource_kind, resource_id = excluded.resource_id,
      response_status = excluded.response_status, response_body = excluded.response_body,
      created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE known.expires_at <= excluded.created_at OR EXISTS (
      SELECT FROM json_to_recordset(claimed_keys) AS claim (merchant_id text, livemode boolean, key text, replaces text)
      WHERE claim.merchant_id = known.merchant_id AND claim.livemode = known.livemode AND claim.key = known.key
        AND claim.replaces = known.resource_id);
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(claimed_keys), 'idempotency_key');
  END IF;
  IF completed_keys IS NOT NULL THEN
    UPDATE idempotency_record AS known SET response_status = n.response_status, response_body = n.response_body
    FROM json_populate_recordset(NULL::idempotency_record, completed_keys) AS n
    WHERE known.merchant_id = n.merchant_id AND known.livemode = n.livemode AND known.key = n.key
      AND known.resource_id = n.resource_id AND known.response_status IS NULL;
  END IF;
  IF released_keys IS NOT NULL THEN
    DELETE FROM idempotency_record AS known USING json_populate_recordset(NULL::idempotency_record, released_keys) AS n
    WHERE known.merchant_id = n.merchant_id AND known.livemode = n.livemode AND known.key = n.key
      AND known.resource_id = n.resource_id;
  END IF;

  IF provider_events IS NOT NULL THEN
    INSERT INTO provider_event (id, provider_account_id, event_key, headers, body, received_at, status, subject_id, folded_at)
    SELECT id, provider_account_id, event_key, headers, body, received_at, status, subject_id, folded_at
    FROM json_populate_recordset(NULL::provider_event, provider_events);
  END IF;

  IF changed_payments IS NOT NULL THEN
    UPDATE payment AS known SET
      version = n.version, status = n.status, holds_order_id = n.holds_order_id,
      regained_order_id = known.regained_order_id OR (n.holds_order_id AND NOT known.holds_order_id),
      amount_minor = n.amount_minor, amount_paid_minor = n.amount_paid_minor,
      amount_refunding_minor = n.amount_refunding_minor, amount_refunded_minor = n.amount_refunded_minor,
      method_type = n.method_type, billing_key_id = n.billing_key_id, provider = n.provider,
      provider_account_id = n.provider_account_id, channel_id = n.channel_id,
      provider_payment_id = n.provider_payment_id, document = n.document
    FROM json_populate_recordset(NULL::payment, changed_payments) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_payments), 'version');
  END IF;
  IF new_payments IS NOT NULL THEN
    INSERT INTO payment (id, version, merchant_id, livemode, order_id, holds_order_id, status, currency, amount_minor,
      amount_paid_minor, amount_refunding_minor, amount_refunded_minor, method_type, billing_key_id, provider,
      provider_account_id, channel_id, provider_payment_id, created_at, document)
    SELECT id, version, merchant_id, livemode, order_id, holds_order_id, status, currency, amount_minor,
      amount_paid_minor, amount_refunding_minor, amount_refunded_minor, method_type, billing_key_id, provider,
      provider_account_id, channel_id, provider_payment_id, created_at, document
    FROM json_populate_recordset(NULL::payment, new_payments);
    PERFORM refuse_unless(NOT EXISTS (
      SELECT FROM json_populate_recordset(NULL::payment, new_payments) AS n
      JOIN payment AS known
        ON known.merchant_id = n.merchant_id AND known.livemode = n.livemode AND known.order_id = n.order_id
      WHERE n.holds_order_id AND known.holds_order_id AND known.regained_order_id), 'order_id');
  END IF;

  IF changed_refunds IS NOT NULL THEN
    UPDATE refund AS known SET version = n.version, status = n.status, document = n.document
    FROM json_populate_recordset(NULL::refund, changed_refunds) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_refunds), 'version');
  END IF;
  IF new_refunds IS NOT NULL THEN
    INSERT INTO refund (id, version, merchant_id, livemode, payment_id, status, currency, amount_minor, created_at, document)
    SELECT id, version, merchant_id, livemode, payment_id, status, currency, amount_minor, created_at, document
    FROM json_populate_recordset(NULL::refund, new_refunds);
  END IF;

  IF changed_payouts IS NOT NULL THEN
    UPDATE payout AS known SET
      version = n.version, status = n.status, document = n.document, available_at = n.available_at
    FROM json_populate_recordset(NULL::payout, changed_payouts) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_payouts), 'version');
  END IF;
  IF new_payouts IS NOT NULL THEN
    INSERT INTO payout (id, version, merchant_id, livemode, merchant_reference, status, currency, amount_minor, created_at,
      document, batch_id, row_number, available_at)
    SELECT id, version, merchant_id, livemode, merchant_reference, status, currency, amount_minor, created_at,
      document, batch_id, row_number, available_at
    FROM json_populate_recordset(NULL::payout, new_payouts);
  END IF;

  IF changed_documents IS NOT NULL THEN
    UPDATE document AS known SET version = n.version, key = n.key, status = n.status, content = n.content
    FROM json_populate_recordset(NULL::document, changed_documents) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_documents), 'version');
  END IF;
  IF new_documents IS NOT NULL THEN
    INSERT INTO document (id, version, kind, merchant_id, livemode, key, parent_id, status, created_at, content)
    SELECT id, version, kind, merchant_id, livemode, key, parent_id, status, created_at, content
    FROM json_populate_recordset(NULL::document, new_documents);
  END IF;

  IF changed_operations IS NOT NULL THEN
    UPDATE operation AS known SET
      fence = n.fence, kind = n.kind, subject_id = n.subject_id, status = n.status, lease_until = n.lease_until,
      outcome = n.outcome, cause = n.cause, sent_at = n.sent_at, finished_at = n.finished_at
    FROM json_populate_recordset(NULL::operation, changed_operations) AS n
    WHERE known.id = n.id AND known.fence = n.fence - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_operations), 'version');
  END IF;
  IF new_operations IS NOT NULL THEN
    INSERT INTO operation (id, fence, kind, subject_id, merchant_id, livemode, provider_account_id, channel_id, reference,
      status, lease_until, outcome, cause, created_at, sent_at, finished_at)
    SELECT id, fence, kind, subject_id, merchant_id, livemode, provider_account_id, channel_id, reference,
      status, lease_until, outcome, cause, created_at, sent_at, finished_at
    FROM json_populate_recordset(NULL::operation, new_operations);
  END IF;

  IF deleted_endpoints IS NOT NULL THEN
    DELETE FROM webhook_delivery AS known USING json_populate_recordset(NULL::webhook_endpoint, deleted_endpoints) AS n
    WHERE known.endpoint_id = n.id;
    DELETE FROM webhook_endpoint AS known USING json_populate_recordset(NULL::webhook_endpoint, deleted_endpoints) AS n
    WHERE known.id = n.id;
  END IF;
  IF changed_endpoints IS NOT NULL THEN
    UPDATE webhook_endpoint AS known SET
      version = n.version, status = n.status, position = n.position, document = n.document
    FROM json_populate_recordset(NULL::webhook_endpoint, changed_endpoints) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_endpoints), 'version');
  END IF;
  IF new_endpoints IS NOT NULL THEN
    INSERT INTO webhook_endpoint (id, version, merchant_id, livemode, status, source, position, document)
    SELECT id, version, merchant_id, livemode, status, source, position, document
    FROM json_populate_recordset(NULL::webhook_endpoint, new_endpoints);
  END IF;

  IF changed_deliveries IS NOT NULL THEN
    UPDATE webhook_delivery AS known SET
      version = n.version, status = n.status, attempt = n.attempt, next_attempt_at = n.next_attempt_at,
      response_status = n.response_status, response_excerpt = n.response_excerpt, problem = n.problem,
      begun_at = n.begun_at, finished_at = n.finished_at
    FROM json_populate_recordset(NULL::webhook_delivery, changed_deliveries) AS n
    WHERE known.id = n.id AND known.version = n.version - 1;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    PERFORM refuse_unless(found_rows = json_array_length(changed_deliveries), 'version');
  END IF;
  IF new_deliveries IS NOT NULL THEN
    INSERT INTO webhook_delivery (id, version, merchant_id, livemode, endpoint_id, event_id, event_type, subject_id, position,
      status, attempt, next_attempt_at, response_status, response_excerpt, problem, created_at, begun_at, finished_at)
    SELECT id, version, merchant_id, livemode, endpoint_id, event_id, event_type, subject_id, position,
      status, attempt, next_attempt_at, response_status, response_excerpt, problem, created_at, begun_at, finished_at
    FROM json_populate_recordset(NULL::webhook_delivery, new_deliveries);
  END IF;

  IF opened_cases IS NOT NULL THEN
    INSERT INTO review_case (id, merchant_id, livemode, key, kind, status, subject_id, amount_minor, currency, evidence,
      opened_at, resolution)
    SELECT id, merchant_id, livemode, key, kind, status, subject_id, amount_minor, currency, evidence, opened_at, resolution
    FROM json_populate_recordset(NULL::review_case, opened_cases)
    ON CONFLICT (merchant_id, livemode, key) DO NOTHING;
  END IF;
  IF resolved_cases IS NOT NULL THEN
    UPDATE review_case AS known SET status = 'resolved', resolution = n.resolution
    FROM json_populate_recordset(NULL::review_case, resolved_cases) AS n
    WHERE known.merchant_id = n.merchant_id AND known.livemode = n.livemode AND known.key = n.key AND known.status = 'open';
  END IF;
  IF folded_events IS NOT NULL THEN
    UPDATE provider_event AS known SET status = n.status, subject_id = n.subject_id, folded_at = n.folded_at
    FROM json_populate_recordset(NULL::provider_event, folded_events) AS n
    WHERE known.id = n.id;
  END IF;

  IF finished_jobs IS NOT NULL THEN
    DELETE FROM job AS known USING json_populate_recordset(NULL::job, finished_jobs) AS n
    WHERE known.key = n.key AND known.revision = n.revision;
  END IF;
  IF retried_jobs IS NOT NULL THEN
    UPDATE job AS known SET due_at = n.due_at, claimable_at = n.due_at, failures = known.failures + 1
    FROM json_populate_recordset(NULL::job, retried_jobs) AS n
    WHERE known.key = n.key AND known.revision = n.revision;
  END IF;
  IF removed_jobs IS NOT NULL THEN
    DELETE FROM job AS known USING json_populate_recordset(NULL::job, removed_jobs) AS n WHERE known.key = n.key;
  END IF;
  IF scheduled_jobs IS NOT NULL THEN
    INSERT INTO job (key, kind, subject_id, due_at, claimable_at, failures)
    SELECT key, kind, subject_id, due_at, due_at, 0 FROM json_populate_recordset(NULL::job, scheduled_jobs)
    ON CONFLICT (key) DO UPDATE SET
      revision = nextval('job_revision'), kind = excluded.kind, subject_id = excluded.subject_id,
      due_at = excluded.due_at, claimable_at = excluded.claimable_at, failures = 0;
  END IF;

  IF books IS NULL THEN RETURN; END IF;
  IF entries IS NOT NULL THEN
    SELECT array_agg(recorded_at), array_agg(rest) INTO entry_times, entry_texts
    FROM json_to_recordset(entries) AS n (recorded_at bigint, rest text);
  END IF;
  FOR target IN
    SELECT * FROM json_to_recordset(books) AS n (merchant_id text, livemode boolean, entry_count integer,
      event_count integer, closing_count integer, first_effective_at bigint, closed_before bigint)
  LOOP
    SELECT * INTO head FROM book
    WHERE merchant_id = target.merchant_id AND livemode = target.livemode FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO book (merchant_id, livemode) VALUES (target.merchant_id, target.livemode) ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM book
      WHERE merchant_id = target.merchant_id AND livemode = target.livemode FOR UPDATE;
    END IF;
    PERFORM refuse_unless(coalesce(target.first_effective_at >= head.closed_before, true), 'period_closed');
    PERFORM refuse_unless(
      target.closing_count < 2 AND coalesce(target.closed_before > head.closed_before, true), 'period_closed');
    FOR step IN 1..target.entry_count LOOP
      entry := entry + 1;
      head.entry_number := head.entry_number + 1;
      head.recorded_at_us := greatest(entry_times[entry] * 1000, head.recorded_at_us + 1);
      head.hash := encode(sha256(convert_to(
        head.hash || E'\n["hangil-journal-1",' || head.entry_number || ',' || head.recorded_at_us || ',' || entry_texts[entry],
        'UTF8')), 'hex');
      numbers[entry] := head.entry_number;
      times[entry] := head.recorded_at_us;
      hashes[entry] := head.hash;
    END LOOP;
    FOR step IN 1..target.event_count LOOP
      head.event_position := head.event_position + 1;
      positions := positions || head.event_position;
    END LOOP;
    UPDATE book SET
      entry_number = head.entry_number, recorded_at_us = head.recorded_at_us, hash = head.hash,
      event_position = head.event_position, closed_before = coalesce(target.closed_before, closed_before)
    WHERE merchant_id = head.merchant_id AND livemode = head.livemode;
  END LOOP;

  IF entries IS NOT NULL THEN
    INSERT INTO journal_entry (id, merchant_id, livemode, kind, source_key, effective_at, recorded_at, payment_id, refund_id,
      payout_id, case_id, settlement_id, reversal_of, approval, number, recorded_at_us, hash)
    SELECT id, merchant_id, livemode, kind, source_key, effective_at, recorded_at, payment_id, refund_id,
      payout_id, case_id, settlement_id, reversal_of, approval, numbers[place], times[place], hashes[place]
    FROM ROWS FROM (json_to_recordset(entries) AS (id text, merchant_id text, livemode boolean, kind text, source_key text,
      effective_at bigint, recorded_at bigint, payment_id text, refund_id text, payout_id text, case_id text,
      settlement_id text, reversal_of text, approval text)) WITH ORDINALITY AS n (id, merchant_id, livemode, kind,
      source_key, effective_at, recorded_at, payment_id, refund_id, payout_id, case_id, settlement_id, reversal_of, approval,
      place);
    -- `entry` of a line is the place of its entry in the list.
    INSERT INTO journal_line (merchant_id, livemode, number, line_number, account, side, amount_minor, currency, layer)
    SELECT merchant_id, livemode, numbers[n.entry], line_number, account, side, amount_minor, currency, layer
    FROM json_to_recordset(lines) AS n (merchant_id text, livemode boolean, entry integer, line_number integer, account text,
      side text, amount_minor bigint, currency text, layer text);
    INSERT INTO account_day AS known (merchant_id, livemode, account, currency, layer, day, debit_minor, credit_minor)
    SELECT merchant_id, livemode, account, currency, layer, day, debit_minor, credit_minor
    FROM json_populate_recordset(NULL::account_day, account_days)
    ON CONFLICT (merchant_id, livemode, account, currency, layer, day) DO UPDATE SET
      debit_minor = known.debit_minor + excluded.debit_minor, credit_minor = known.credit_minor + excluded.credit_minor;
  END IF;
  IF closings IS NOT NULL THEN
    INSERT INTO period_closing (merchant_id, livemode, closed_before, closed_at, closed_by)
    SELECT merchant_id, livemode, closed_before, closed_at, closed_by
    FROM json_populate_recordset(NULL::period_closing, closings);
  END IF;
  IF events IS NOT NULL THEN
    INSERT INTO outgoing_event (position, id, merchant_id, livemode, type, subject_id, sequence, created_at, snapshot_kind,
      snapshot, traceparent)
    SELECT positions[place], id, merchant_id, livemode, type, subject_id, sequence, created_at, snapshot_kind, snapshot, traceparent
    FROM ROWS FROM (json_to_recordset(events) AS (id text, merchant_id text, livemode boolean, type text, subject_id text,
      sequence integer, created_at bigint, snapshot_kind text, snapshot text, traceparent text)) WITH ORDINALITY AS n (id, merchant_id, livemode,
      type, subject_id, sequence, created_at, snapshot_kind, snapshot, traceparent, place);
  END IF;
END $$;
