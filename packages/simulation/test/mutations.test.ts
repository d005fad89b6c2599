import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutations } from '../src/mutation/mutations.ts';

test.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
  'the defect %s has exactly one place in its file',
  (_name, { file, find, replace }) => {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect(source.split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  },
);

test('there are at least twenty-five defects, each with a name of its own', () => {
  const names = mutations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(25);
});
