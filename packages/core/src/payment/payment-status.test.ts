import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canFollow,
  hasBeenPaid,
  isOpen,
  type PaymentStatus,
  paymentStatuses,
  paymentTransitions,
  releasesOrderId,
} from './payment-status.ts';

/** Somebody's money is at the provider under this payment, or was until it was given back. */
const holdsMoney = (status: PaymentStatus) => hasBeenPaid(status) || status === 'quarantined';

const walk = fc
  .tuple(fc.constantFrom(...paymentStatuses), fc.array(fc.nat(), { maxLength: 12 }))
  .map(([start, choices]) => walkFrom(start, choices));

function walkFrom(start: PaymentStatus, choices: readonly number[]): PaymentStatus[] {
  const visited = [start];
  for (const choice of choices) {
    const options = paymentTransitions[visited.at(-1) ?? start];
    const next = options[choice % options.length];
    if (next === undefined) break;
    visited.push(next);
  }
  return visited;
}

describe('payment transitions', () => {
  test('name every status once, and nothing else', () => {
    expect(Object.keys(paymentTransitions).sort()).toEqual([...paymentStatuses].sort());
    for (const targets of Object.values(paymentTransitions)) {
      expect(new Set(targets).size).toBe(targets.length);
      expect(paymentStatuses).toEqual(expect.arrayContaining([...targets]));
    }
  });

  test('never lead from a state that holds money to one that holds none, unless a person finds that it holds none', () => {
    fc.assert(
      fc.property(walk, (visited) => {
        const rejectedAt = visited.findIndex(
          (status, step) => status === 'failed' && visited[step - 1] === 'quarantined',
        );
        const alone = rejectedAt === -1 ? visited : visited.slice(0, rejectedAt);
        const paidAt = alone.findIndex(holdsMoney);
        if (paidAt !== -1) expect(alone.slice(paidAt).every(holdsMoney)).toBe(true);
      }),
    );
    expect(paymentTransitions.quarantined).toEqual(['paid', 'failed']);
  });

  test('never undo a payment, a refund or an ending by going back to an open state', () => {
    fc.assert(
      fc.property(walk, (visited) => {
        const endedAt = visited.findIndex((status) => !isOpen(status));
        if (endedAt !== -1) expect(visited.slice(endedAt).some(isOpen)).toBe(false);
      }),
    );
  });

  test('end in refunded, and nowhere else', () => {
    const final = paymentStatuses.filter((status) => paymentTransitions[status].length === 0);
    expect(final).toEqual(['refunded']);
  });

  test('reach every status from a payment that has just been made', () => {
    const reached = new Set<PaymentStatus>(['pending']);
    for (const status of reached) for (const next of paymentTransitions[status]) reached.add(next);
    expect([...reached].sort()).toEqual([...paymentStatuses].sort());
  });

  test.each(paymentStatuses.filter((status) => !holdsMoney(status)))(
    'let money that arrives late be a fact after %s',
    (status) => {
      expect(canFollow(status, 'paid')).toBe(true);
      expect(canFollow(status, 'quarantined')).toBe(true);
    },
  );

  test.each(paymentStatuses.filter(isOpen))('let %s end without money in every way', (status) => {
    for (const end of ['failed', 'canceled', 'expired'] as const) expect(canFollow(status, end)).toBe(true);
  });

  test('are what canFollow answers, for every pair', () => {
    for (const from of paymentStatuses)
      for (const to of paymentStatuses) expect(canFollow(from, to)).toBe(paymentTransitions[from].includes(to));
  });
});

test('every status is open, or has been paid, or frees the order id, or is quarantined: exactly one of them', () => {
  const parts = paymentStatuses.map((status) => [
    status,
    [
      isOpen(status) && 'open',
      hasBeenPaid(status) && 'paid',
      releasesOrderId(status) && 'released',
      status === 'quarantined' && 'quarantined',
    ].filter(Boolean),
  ]);
  expect(Object.fromEntries(parts)).toEqual({
    requires_action: ['open'],
    pending: ['open'],
    awaiting_deposit: ['open'],
    unknown: ['open'],
    paid: ['paid'],
    partially_refunded: ['paid'],
    refunded: ['paid'],
    failed: ['released'],
    canceled: ['released'],
    expired: ['released'],
    quarantined: ['quarantined'],
  });
});
