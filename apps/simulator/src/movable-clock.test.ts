import { expect, test } from 'vitest';
import { createMovableClock } from './movable-clock.ts';

function clockAt(start: string) {
  let realMs = Date.parse(start);
  const clock = createMovableClock({ now: () => new Date(realMs) });
  return { clock, pass: (ms: number) => (realMs += ms) };
}

test('tells real time until it is moved', () => {
  const { clock } = clockAt('2026-03-01T00:00:00Z');
  expect(clock.now().toISOString()).toBe('2026-03-01T00:00:00.000Z');
  expect(clock.offsetMs()).toBe(0);
});

test('goes on running after it was advanced or set, and advances add up', () => {
  const { clock, pass } = clockAt('2026-03-01T00:00:00Z');
  clock.advance(60_000);
  pass(1_000);
  clock.advance(60_000);
  expect(clock.now().toISOString()).toBe('2026-03-01T00:02:01.000Z');
  clock.set(new Date('2030-01-01T00:00:00Z'));
  pass(5_000);
  expect(clock.now().toISOString()).toBe('2030-01-01T00:00:05.000Z');
});

test('a reset gives real time back', () => {
  const { clock, pass } = clockAt('2026-03-01T00:00:00Z');
  clock.set(new Date('2030-01-01T00:00:00Z'));
  clock.reset();
  pass(1_000);
  expect(clock.now().toISOString()).toBe('2026-03-01T00:00:01.000Z');
});

test('refuses to leave the range of instants, and stays where it was', () => {
  const { clock } = clockAt('2026-03-01T00:00:00Z');
  expect(() => clock.advance(1e18)).toThrow(RangeError);
  expect(() => clock.set(new Date(Number.NaN))).toThrow(RangeError);
  expect(clock.offsetMs()).toBe(0);
});
