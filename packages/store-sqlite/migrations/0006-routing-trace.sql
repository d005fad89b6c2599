-- A trace now names the rule set and the time of the decision, speaks of amounts as the rules do, and tells its steps as data. Of older
-- ones the words of the steps are dropped: the rule that chose, the channel and the reasons of every other channel stay.
UPDATE payment SET document = json_remove(json_set(document,
  '$.routing.version', 0,
  '$.routing.decidedAt', created_at,
  '$.routing.inputs.amount', amount_minor,
  '$.routing.steps', json_array(json_object(
    'rule', document ->> '$.routing.rule', 'strategy', 'use',
    'channels', json_array(json_object('channelId', channel_id))))), '$.routing.inputs.amountMinor')
WHERE json_type(document, '$.routing.version') IS NULL;

UPDATE payout SET document = json_remove(json_set(document,
  '$.routing.version', 0,
  '$.routing.decidedAt', created_at,
  '$.routing.inputs.amount', amount_minor,
  '$.routing.steps', json_array(json_object(
    'rule', document ->> '$.routing.rule', 'strategy', 'use',
    'channels', json_array(json_object('channelId', document ->> '$.channelId'))))), '$.routing.inputs.amountMinor')
WHERE json_type(document, '$.routing.version') IS NULL;

UPDATE outgoing_event SET snapshot = json_remove(json_set(snapshot,
  '$.routing.version', 0,
  '$.routing.decidedAt', snapshot ->> '$.createdAt',
  '$.routing.inputs.amount', snapshot ->> '$.amountMinor',
  '$.routing.steps', json_array(json_object(
    'rule', snapshot ->> '$.routing.rule', 'strategy', 'use',
    'channels', json_array(json_object('channelId', snapshot ->> '$.channelId'))))), '$.routing.inputs.amountMinor')
WHERE snapshot_kind IN ('payment', 'payout') AND json_type(snapshot, '$.routing.version') IS NULL;
