import { describe, expect, test } from 'vitest';
import { type PayoutStatus, payoutStatuses, payoutTransitions } from './payout.ts';

function reachableFrom(start: PayoutStatus): Set<PayoutStatus> {
  const reached = new Set<PayoutStatus>(payoutTransitions[start]);
  for (const status of reached) for (const next of payoutTransitions[status]) reached.add(next);
  return reached;
}

describe('payout transitions', () => {
  test('name every status once, and nothing else', () => {
    expect(Object.keys(payoutTransitions).sort()).toEqual([...payoutStatuses].sort());
    for (const targets of Object.values(payoutTransitions)) {
      expect(payoutStatuses).toEqual(expect.arrayContaining([...targets]));
      expect(new Set(targets).size).toBe(targets.length);
    }
  });

  test('end in succeeded, failed and canceled; after a success only a return follows', () => {
    const final = payoutStatuses.filter((status) => payoutTransitions[status].length === 0);
    expect(final).toEqual(['failed', 'canceled']);
    expect(payoutTransitions.succeeded).toEqual(['failed']);
  });

  test.each(['processing', 'unknown'] as const)(
    'never take %s back to approval or straight to canceled; it may wait to be sent again',
    (status) => {
      expect(reachableFrom(status)).not.toContain('pending_approval');
      expect(payoutTransitions[status]).not.toContain('canceled');
      expect(payoutTransitions[status]).toEqual(expect.arrayContaining(['succeeded', 'failed', 'scheduled']));
    },
  );

  test('let what waits for approval be canceled, but neither fail nor succeed unsent', () => {
    expect([...payoutTransitions.pending_approval].sort()).toEqual(['canceled', 'processing', 'scheduled']);
    expect(payoutTransitions.scheduled).toContain('canceled');
  });

  test('reach every status from where payouts begin', () => {
    const reached = reachableFrom('pending_approval').add('pending_approval');
    expect([...reached].sort()).toEqual([...payoutStatuses].sort());
  });
});
