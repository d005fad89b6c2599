/** What a payment can be. See docs/architecture.md for the drawing. */
export const paymentStatuses = [
  'requires_action',
  'pending',
  'awaiting_deposit',
  'unknown',
  'paid',
  'partially_refunded',
  'refunded',
  'failed',
  'canceled',
  'expired',
  'quarantined',
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * What may follow what. Money that arrives late is a fact, so `paid` and `quarantined` may follow `failed`, `canceled` and
 * `expired`; a payment that holds money never goes back to a state that says it holds none. Out of `quarantined` leads only what a
 * person decides.
 */
export const paymentTransitions: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: ['requires_action', 'awaiting_deposit', 'unknown', 'paid', 'failed', 'canceled', 'expired', 'quarantined'],
  requires_action: ['pending', 'awaiting_deposit', 'unknown', 'paid', 'failed', 'canceled', 'expired', 'quarantined'],
  awaiting_deposit: ['unknown', 'paid', 'failed', 'canceled', 'expired', 'quarantined'],
  unknown: ['requires_action', 'pending', 'awaiting_deposit', 'paid', 'failed', 'canceled', 'expired', 'quarantined'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
  failed: ['paid', 'quarantined'],
  canceled: ['paid', 'quarantined'],
  expired: ['paid', 'quarantined'],
  quarantined: ['paid', 'failed'],
};

export function canFollow(from: PaymentStatus, to: PaymentStatus): boolean {
  return paymentTransitions[from].includes(to);
}

/** The outcome is still open: no money has been seen and the payment has not ended. */
export function isOpen(status: PaymentStatus): boolean {
  return status === 'pending' || status === 'requires_action' || status === 'awaiting_deposit' || status === 'unknown';
}

/** The provider holds the shopper's money for this payment, or did before it was given back. */
export function hasBeenPaid(status: PaymentStatus): boolean {
  return status === 'paid' || status === 'partially_refunded' || status === 'refunded';
}

/** Ended without money: the merchant's order id is free for another payment. */
export function releasesOrderId(status: PaymentStatus): boolean {
  return status === 'failed' || status === 'canceled' || status === 'expired';
}
