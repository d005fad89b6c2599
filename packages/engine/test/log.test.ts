import { dayMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createTestHouse, paymentInput } from './test-house.ts';

const failure = new Error('Failed query: select ?\nparams: 110123456789');

function houseWithLog() {
  const house = createTestHouse();
  const lines: { message: string; facts: object; error: unknown }[] = [];
  const fail = () => Promise.reject(failure);
  const log = (_level: string, message: string, facts: object, error?: unknown) =>
    void lines.push({ message, facts, error });
  return { house, lines, fail, log };
}

describe('what the store says of its failure stands apart from the facts of a log line', () => {
  it('when a commit fails', async () => {
    const { house, lines, fail, log } = houseWithLog();
    const engine = house.again({ store: { ...house.store, commit: fail }, log });
    await expect(engine.createPayment(house.scope, paymentInput({}))).rejects.toThrow();
    expect(lines).toEqual([{ message: 'a commit failed', facts: {}, error: failure }]);
  });

  it('when a job fails', async () => {
    const { house, lines, fail, log } = houseWithLog();
    await house.open();
    house.clock.advance(dayMs);
    const engine = house.again({ store: { ...house.store, payment: fail }, log });
    await Promise.all(await engine.startDueJobs(10));
    expect(lines).not.toEqual([]);
    for (const { facts, error } of lines) {
      expect(JSON.stringify(facts)).not.toContain('110123456789');
      expect(error).toBe(failure);
    }
  });
});
