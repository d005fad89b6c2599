import { expect, it } from 'vitest';
import { createUlidIds } from './ulid-ids.ts';

it('makes ids that sort by time of making, also within one millisecond and when the clock goes back', () => {
  let now = Date.parse('2026-11-24T22:00:00Z');
  const ids = createUlidIds({ now: () => new Date(now) });
  const made = [ids.next('pay'), ids.next('pay')];
  now += 1;
  made.push(ids.next('pay'));
  now -= 60_000;
  made.push(ids.next('pay'));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(4);
  for (const id of made) expect(id).toMatch(/^pay_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(ids.nextRequestId()).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/);
});
