import { type Parsed, parseWith } from '@hangil/adapter-kit';
import type { ProviderEventReading, ProviderReference, RawProviderEvent } from '@hangil/core';
import { noticeSchema } from '../wire/notice.schema.ts';
import { readFields } from './read-fields.ts';

/**
 * Reads a notice, JSON or form fields by the setting of the provider's console. Notices carry no signature: anyone may have sent
 * it, so it is only a hint to ask the provider, whatever status it names.
 */
export function readNotice({ body }: RawProviderEvent): ProviderEventReading {
  const notice = parseNotice(body);
  if (!notice.ok) return { kind: 'rejected', reason: 'unreadable' };
  const { imp_uid, merchant_uid, status, cancellation_id, event } = notice.value;
  return {
    kind: 'accepted',
    eventKey: JSON.stringify([imp_uid, merchant_uid, status, cancellation_id ?? null, event ?? null]),
    subject: { reference: merchant_uid as ProviderReference, providerTransactionId: imp_uid },
    content: { kind: 'hint' },
  };
}

function parseNotice(body: Uint8Array): Parsed<ReturnType<typeof noticeSchema.parse>> {
  const fields = readFields(body);
  return fields === null ? { ok: false, problem: 'unreadable body' } : parseWith(fields, noticeSchema);
}
