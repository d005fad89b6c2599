import { parseWith } from '@hangil/adapter-kit';
import { type Absent, absent, type ProviderReference, type Unknown, unknown } from '@hangil/core';
import { parseCallbackJson } from './callback-json.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import { signatureOf, verify } from './signature/signature.ts';
import { transactionNotFoundCode } from './tables/response-codes.ts';
import { type Report, reportSchema } from './wire/report.schema.ts';

export type StatusAnswer = { readonly kind: 'report'; readonly report: Report } | Absent | Unknown;

/**
 * Asks for the state of a payment or payout by our reference. Answers that only report a refusal come unsigned; a signature
 * that is there must be right.
 */
export async function askStatus(
  client: EcommpayClient,
  secret: string,
  reference: ProviderReference,
  signal?: AbortSignal,
): Promise<StatusAnswer> {
  const outcome = await client.post({
    path: '/v2/payment/status',
    general: { payment_id: reference },
    signal,
  });
  if (outcome.kind !== 'answered') return unknown(outcome.cause);
  const { status: httpStatus, body } = outcome;
  if (httpStatus >= 500) return unknown(`http ${httpStatus}`);
  const json = parseCallbackJson(body);
  const parsed = parseWith(json, reportSchema);
  if (!parsed.ok) return unknown(`http ${httpStatus}, unreadable body`);
  if (signatureOf(json) !== null && !verify(json, secret)) return unknown('status answer with a wrong signature');
  return toStatusAnswer(parsed.value, httpStatus);
}

function toStatusAnswer(report: Report, httpStatus: number): StatusAnswer {
  if (report.payment !== null) return httpStatus < 300 ? { kind: 'report', report } : unknown(`http ${httpStatus}`);
  const codes = [report, ...report.errors].map(({ code }) => code);
  if (codes.includes(transactionNotFoundCode) && report.operations.length === 0) return absent;
  return unknown(`status refused: http ${httpStatus}, code ${codes.find((code) => code !== null) ?? 'none'}`);
}
