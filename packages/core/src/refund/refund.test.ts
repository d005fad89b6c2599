import { describe, expect, test } from 'vitest';
import { refundStatuses, refundTransitions } from './refund.ts';

describe('refund transitions', () => {
  test('name every status once, and nothing else', () => {
    expect(Object.keys(refundTransitions).sort()).toEqual([...refundStatuses].sort());
    for (const targets of Object.values(refundTransitions)) {
      expect(refundStatuses).toEqual(expect.arrayContaining([...targets]));
      expect(new Set(targets).size).toBe(targets.length);
    }
  });

  test('end in succeeded and failed: money given back stays given back', () => {
    expect(refundStatuses.filter((status) => refundTransitions[status].length === 0)).toEqual(['succeeded', 'failed']);
  });

  test.each(['pending', 'unknown'] as const)('let %s end in proof of either kind', (status) => {
    expect(refundTransitions[status]).toEqual(expect.arrayContaining(['succeeded', 'failed']));
    expect(refundTransitions[status]).not.toContain(status);
  });
});
