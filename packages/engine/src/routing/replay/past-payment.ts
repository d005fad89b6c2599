import { hasBeenPaid, type Payment, type RoutingTrace } from '@hangil/core';
import type { RoutingInputs } from '../rules.ts';

/** What routing can look at of a payment that was made. */
export interface PastPayment {
  readonly id: string;
  readonly createdAt: Date;
  readonly channelId: string;
  /** `open` without an outcome, or given up by the shopper. */
  readonly outcome: 'succeeded' | 'failed' | 'open';
  readonly inputs: RoutingInputs;
  /** Name of the rule that chose. */
  readonly rule: string;
  readonly candidates: RoutingTrace['candidates'];
}

export function outcomeOf({ status }: Pick<Payment, 'status'>): PastPayment['outcome'] {
  if (hasBeenPaid(status)) return 'succeeded';
  return status === 'failed' ? 'failed' : 'open';
}

export function toPastPayment(payment: Payment): PastPayment {
  const { id, createdAt, channelId, method, currency, amountMinor, taxFreeAmountMinor, metadata, livemode } = payment;
  return {
    id,
    createdAt,
    channelId,
    outcome: outcomeOf(payment),
    inputs: {
      method: method.type,
      wallet: method.wallet ?? method.kind ?? null,
      currency,
      amountMinor,
      taxFreeAmountMinor,
      customerCountry: payment.customer.country ?? null,
      metadata,
      livemode,
    },
    rule: payment.routing.rule,
    candidates: payment.routing.candidates,
  };
}
