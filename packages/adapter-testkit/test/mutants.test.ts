import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeAdapter } from '../src/conformance/conformance.ts';
import { findMutant, mutants, rowOf } from './mutants/all-mutants.ts';
import { chargingBank, chargingBankSubject } from './sample-bank/charging-bank.ts';
import { confirmingBank, confirmingBankSubject } from './sample-bank/confirming-bank.ts';
import { hintingBank } from './sample-bank/hinting-bank.ts';
import { sampleBankSubject } from './sample-bank/subject.ts';

const page = readFileSync(new URL('../../../docs/planted-bugs.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));

describe('the conformance suite finds an adapter that', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', async (_, mutant) => {
    const found = await findMutant(mutant);
    expect(found?.name, 'no scenario of its group finds it').toBeDefined();
    expect(rows, 'docs/planted-bugs.md tells otherwise; npm run mutants prints the table').toContain(
      rowOf(mutant, found),
    );
  });
});

it('the page names every planted fault once, and no other', () => {
  expect(rows.slice(1).map((row) => row.split(' | ')[0]?.slice(2))).toEqual(mutants.map(({ name }) => name));
});

describeAdapter(sampleBankSubject(hintingBank), 'an adapter whose events are hints');
describeAdapter(confirmingBankSubject(confirmingBank()), 'an adapter that confirms');
describeAdapter(chargingBankSubject(chargingBank), 'an adapter that charges without a shopper');
