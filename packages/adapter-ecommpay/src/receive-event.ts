import { createHash } from 'node:crypto';
import { parseWith } from '@hangil/adapter-kit';
import type { ProviderEventContent, ProviderEventPort, ProviderEventReading, ProviderReference } from '@hangil/core';
import { parseCallbackJson } from './callback-json.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { toPaymentReading } from './payment-reading.ts';
import { toPayoutReading } from './payout-reading.ts';
import { matchSignature } from './signature/signature.ts';
import { type Report, reportSchema } from './wire/report.schema.ts';

const unreadable: ProviderEventReading = { kind: 'rejected', reason: 'unreadable' };
const badSignature: ProviderEventReading = { kind: 'rejected', reason: 'bad_signature' };

/**
 * Reads a callback: parsed without loss, its signature checked, then mapped. The signature makes it evidence, so no question
 * to the platform follows, except where the callback is authentic but does not tell enough.
 */
export function makeReceiveEvent({ secret, flowByChannel }: EcommpaySettings): ProviderEventPort['read'] {
  const onPaymentPage = [...flowByChannel.values()].includes('payment_page');

  return ({ body, receivedAt }) => {
    const json = parseCallbackJson(body);
    if (json === undefined) return unreadable;
    const order = matchSignature(json, secret);
    if (order === null) return badSignature;
    const parsed = parseWith(json, reportSchema);
    if (!parsed.ok) return unreadable;
    const report = parsed.value;
    return {
      kind: 'accepted',
      eventKey: toEventKey(report, body),
      subject: {
        reference: (report.payment?.id ?? null) as ProviderReference | null,
        providerTransactionId: report.operation?.id ?? null,
      },
      content: toContent(report, receivedAt, onPaymentPage),
      ...(order === 'natural' ? {} : { remark: `signed in the order "${order}"` }),
    };
  };
}

function toContent(report: Report, readAt: Date, onPaymentPage: boolean): ProviderEventContent {
  if (!report.payment?.id) return { kind: 'ignored' };
  const type = report.operation?.type ?? (report.payment.type === 'payout' ? 'payout' : 'sale');
  if (type === 'payout') {
    const reading = toPayoutReading(report, readAt);
    return reading === null ? { kind: 'hint' } : { kind: 'payout', reading };
  }
  // A refund, a reversal or a change by hand tells about itself, not about the whole payment.
  const reading = type === 'sale' ? toPaymentReading(report, { readAt, onPaymentPage }) : null;
  return reading === null ? { kind: 'hint' } : { kind: 'payment', reading };
}

/** Copies of a callback share it. Callbacks carry no number of their own; without an operation the body itself stands in. */
function toEventKey({ payment, operation }: Report, body: Uint8Array): string {
  if (!payment?.id || !operation?.id) return createHash('sha256').update(body).digest('hex');
  return JSON.stringify([
    payment.id,
    operation.id,
    operation.type,
    operation.status,
    operation.request_id,
    payment.status,
  ]);
}
