import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileMedium, runSeed } from '../src/index.ts';

/** Fixed, so that the same runs are made everywhere; thousands more are made by `.ci/run`. */
const seeds = Array.from({ length: 120 }, (_, index) => index + 1);
const seedsInFiles = Array.from({ length: 12 }, (_, index) => index + 50_001);

const fewAtATime = 20;
const groups = Array.from({ length: seeds.length / fewAtATime }, (_, group) =>
  seeds.slice(group * fewAtATime, (group + 1) * fewAtATime),
);

test.each(groups)('every promise holds from seed %i on', { timeout: 120_000 }, async (...group) => {
  for (const seed of group) expect({ seed, breaches: (await runSeed(seed)).breaches }).toEqual({ seed, breaches: [] });
});

test('every promise holds where the database is a file that is torn when the process dies', {
  timeout: 120_000,
}, async () => {
  for (const seed of seedsInFiles) {
    const directory = mkdtempSync(join(tmpdir(), 'hangil-simulation-'));
    const { breaches } = await runSeed(seed, { medium: createFileMedium(directory) });
    rmSync(directory, { recursive: true });
    expect({ seed, breaches }).toEqual({ seed, breaches: [] });
  }
});

test('the same seed is the same run, and another seed another', async () => {
  const [first, again, other] = [await runSeed(7), await runSeed(7), await runSeed(8)];
  expect(again).toEqual(first);
  expect(other.story).not.toEqual(first.story);
});

test('a run without faults needs no person', async () => {
  const calm = await runSeed(7, { faults: new Set() });
  expect(calm.faults).toEqual([]);
  expect(calm.breaches).toEqual([]);
});
