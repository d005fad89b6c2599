import type { PaymentVerdict } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportOutcome } from '../client/outcome.ts';
import type { WirePayment } from '../wire/payment.schema.ts';
import { type PaymentView, readPayment } from './read-payment.ts';

/**
 * Verdict of a call that makes a payment. A decline comes in two shapes: done with `status` failed (the card company said no), or
 * refused with no payment at all (the request never got that far). A refusal whose words speak of a broken line or of an order
 * already paid decides nothing.
 */
export function toChargeVerdict(outcome: IamportOutcome<WirePayment>, view: PaymentView): PaymentVerdict {
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  return readPayment(outcome.value, view);
}
