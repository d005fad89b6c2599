import { declined, type NotCreated, notCreated, type PaymentVerdict, unknown } from '@hangil/core';
import type { IamportOutcome, NotDone } from '../client/outcome.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
import type { WirePayment } from '../wire/payment.schema.ts';
import { type PaymentView, readPayment } from './read-payment.ts';

/**
 * Verdict of a call that makes a payment. A decline comes in two shapes: done with `status` failed (the card company said no), or
 * refused with no payment at all (the request never got that far). A refusal whose words speak of a broken line or of an order
 * already paid decides nothing.
 */
export function toChargeVerdict(outcome: IamportOutcome<WirePayment>, view: PaymentView): PaymentVerdict {
  switch (outcome.kind) {
    case 'done':
      return readPayment(outcome.value, view);
    case 'refused':
      if (leavesOutcomeOpen(outcome.provider))
        return unknown(`refused with code ${outcome.provider.code}, outcome open`);
      return declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}

export function toNotCreated({ reason, provider, cause }: NotDone): NotCreated {
  return notCreated(reason, { code: provider.code, message: provider.message ?? cause });
}
