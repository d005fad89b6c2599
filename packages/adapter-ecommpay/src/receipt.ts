import { type ProviderHttpOutcome, parseJsonAnswer } from '@hangil/adapter-kit';
import { type NotCreated, notCreated, type Unknown, unknown } from '@hangil/core';
import { refuse } from './request-checks.ts';
import { paymentIdExistsCode, provesRefusal, stillProcessingCodes, toDeclineReason } from './tables/response-codes.ts';
import { type ReceiptAnswer, receiptSchema } from './wire/receipt.schema.ts';

/** What the immediate answer to a sale or payout proves. The result itself always comes later. */
export type Receipt = { readonly kind: 'taken' } | NotCreated | Unknown;

/**
 * `taken` = the platform has a payment under our reference, whether this request or an earlier one brought it.
 * `not_created` only where the platform refuses with a code whose meaning is known, or shuts the door (401, 403); all else is
 * unknown and is asked about.
 */
export function toReceipt(outcome: ProviderHttpOutcome, reference: string): Receipt {
  if (outcome.kind === 'not_sent') return notCreated('provider_unavailable', { code: null, message: outcome.cause });
  if (outcome.kind === 'may_have_been_sent') return unknown(outcome.cause);
  const { status: httpStatus } = outcome;
  if (httpStatus >= 500 || httpStatus === 408) return unknown(`http ${httpStatus}`);
  const parsed = parseJsonAnswer(outcome, receiptSchema);
  if (httpStatus >= 400 && parsed.ok && parsed.value.code !== null) return toRefusal(parsed.value);
  if (httpStatus === 401 || httpStatus === 403) return refuse(`http ${httpStatus}`);
  if (!parsed.ok) return unknown(`http ${httpStatus}, ${parsed.problem}`);
  return httpStatus < 300 ? toConfirmation(parsed.value, reference) : unknown(`http ${httpStatus}, no code`);
}

function toConfirmation(answer: ReceiptAnswer, reference: string): Receipt {
  if (answer.status === 'error') return toRefusal(answer);
  if (answer.status !== 'success') return unknown('neither accepted nor refused');
  return answer.payment_id === null || answer.payment_id === reference
    ? { kind: 'taken' }
    : unknown('answer about another payment');
}

function toRefusal({ code, message }: ReceiptAnswer): Receipt {
  if (code === null) return unknown('refused without a code');
  if (code === paymentIdExistsCode || stillProcessingCodes.has(code)) return { kind: 'taken' };
  if (!provesRefusal(code)) return unknown(`refused with code ${code}`);
  return notCreated(toDeclineReason(code) ?? 'other', { code, message });
}
