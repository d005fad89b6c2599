import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutations } from '../packages/simulation/src/mutation/mutations.ts';
import { sectionsOf, tableRows } from './markdown.ts';

const page = readFileSync(new URL('../docs/reliability.md', import.meta.url), 'utf8');

test('docs/reliability.md lists every seeded defect, where it is put and within how many seeds it is found', () => {
  const section = sectionsOf(page).find(({ heading }) => heading === 'Defects it must find');
  const rows = tableRows(section?.body ?? '');
  expect(rows.map(([defect, file, seeds]) => [defect, file, seeds])).toEqual(
    mutations.map(({ name, defect, file, seeds }) => [`${name}: ${defect}`, file, String(seeds)]),
  );
  for (const [, , seeds, foundAt] of rows) expect(Number(foundAt)).toBeLessThanOrEqual(Number(seeds));
});
