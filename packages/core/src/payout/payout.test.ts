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

  test('end in succeeded, failed and canceled', () => {
    const final = payoutStatuses.filter((status) => payoutTransitions[status].length === 0);
    expect(final).toEqual(['succeeded', 'failed', 'canceled']);
  });

  test.each(['processing', 'unknown'] as const)('never take %s back to before it was sent', (status) => {
    const later = reachableFrom(status);
    for (const before of ['pending_approval', 'scheduled', 'canceled'] as const) expect(later).not.toContain(before);
    expect([...later]).toEqual(expect.arrayContaining(['succeeded', 'failed']));
  });

  test.each(['pending_approval', 'scheduled'] as const)(
    'let %s be canceled, but neither fail nor succeed unsent',
    (status) => {
      expect(payoutTransitions[status]).toContain('canceled');
      expect(payoutTransitions[status]).not.toContain('succeeded');
      expect(payoutTransitions[status]).not.toContain('unknown');
    },
  );

  test('reach every status from where payouts begin', () => {
    const reached = reachableFrom('pending_approval').add('pending_approval');
    expect([...reached].sort()).toEqual([...payoutStatuses].sort());
  });
});
