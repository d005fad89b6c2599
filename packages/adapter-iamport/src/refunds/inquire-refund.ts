import { absent, type RefundReading, type RefundRequest, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { findPayment } from '../payments/inquire-payment.ts';
import type { WirePayment } from '../wire/payment.schema.ts';
import { entryAfter, readReturned, refundOf } from './returned.ts';

/** PGs behind i'mport that finish the cancel of any method later than they accept it (provider's PG pages, August 2026). */
const pgsThatReturnLater = new Set(['kicc_v2', 'paypal_v2']);

/** Was this refund made? Told from how much the provider has given back since before it. */
export async function inquireRefund(
  request: RefundRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<RefundReading> {
  const found = await findPayment(request.payment, context, signal);
  if (found.kind === 'unknown') return found;
  if (found.kind === 'absent') return unknown('the payment itself was not found');
  const { payment } = found;

  const addedMinor = readReturned(payment, request);
  if (addedMinor === null) return unknown('unreadable amount or currency');
  if (addedMinor === 0)
    return mayReturnLater(payment, request) ? unknown('not given back yet; this PG may do so later') : absent;
  if (addedMinor < request.amount.amountMinor) return unknown('partial: less was given back than asked for');

  const entry = entryAfter(payment, request);
  const isExact = addedMinor === request.amount.amountMinor;
  if (entry === null && !isExact) return unknown('more was given back, and no cancel fits this refund');
  // Both ways the provider's own figure has been found equal to the amount asked for.
  return refundOf(payment, { addedMinor: request.amount.amountMinor, entry, clock: context.clock });
}

/** A refund that goes to a bank account is transferred days later; until then an unchanged balance proves nothing. */
function mayReturnLater({ vbankNumber, pgProvider }: WirePayment, { refundAccount }: RefundRequest): boolean {
  const byTransfer = vbankNumber !== null || refundAccount !== null;
  return byTransfer || (pgProvider !== null && pgsThatReturnLater.has(pgProvider));
}
