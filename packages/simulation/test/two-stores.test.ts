import { expect, test } from 'vitest';
import { runOnBoth } from '../src/run-on-both.ts';

test.each([1, 2, 3, 4])('seed %i is the same story with the same journal on SQLite and on PostgreSQL', async (seed) => {
  const { breaches, books } = await runOnBoth(seed);
  expect(breaches).toEqual([]);
  expect(books.some((end) => !end.endsWith('empty'))).toBe(true);
});
