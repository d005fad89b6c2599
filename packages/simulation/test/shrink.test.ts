import { expect, test } from 'vitest';
import type { RunReport } from '../src/index.ts';
import { shrink } from '../src/shrink.ts';
import type { Narrowing } from '../src/world.ts';

const everything = { scripts: [0, 1, 2, 3, 4, 5, 6], faults: ['a#1', 'b#1', 'b#2', 'c#1', 'c#2', 'c#3'] };

/** A promise that breaks when script 4 meets faults b#2 and c#3. */
async function run({ scripts, faults }: Narrowing): Promise<RunReport> {
  const played = everything.scripts.filter((number) => scripts?.has(number) ?? true);
  const happened = everything.faults.filter((id) => faults?.has(id) ?? true);
  const breaks = played.includes(4) && happened.includes('b#2') && happened.includes('c#3');
  return {
    seed: 1,
    breaches: breaks ? ['broken'] : [],
    marks: new Set(),
    scripts: played,
    faults: happened,
    story: [],
    steps: 0,
    books: [],
  };
}

test('a failure is told with the scripts and faults that it needs, and no others', async () => {
  const small = await shrink(await run({}), run);
  expect(small).toMatchObject({ breaches: ['broken'], scripts: [4], faults: ['b#2', 'c#3'] });
});
