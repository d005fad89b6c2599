import { expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs, secondMs, systemClock } from './clock.ts';

test('durations are milliseconds', () => {
  expect({ secondMs, minuteMs, hourMs, dayMs }).toEqual({
    secondMs: 1_000,
    minuteMs: 60_000,
    hourMs: 3_600_000,
    dayMs: 86_400_000,
  });
});

test('the system clock tells the time of now, as a new instant each time', () => {
  const before = Date.now();
  const told = systemClock.now();
  expect(told.getTime()).toBeGreaterThanOrEqual(before);
  expect(told.getTime()).toBeLessThanOrEqual(Date.now());
  expect(systemClock.now()).not.toBe(told);
});
