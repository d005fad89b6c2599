import { accountTotals } from '@hangil/ledger';
import { createBuilders, testScope } from '@hangil/store-testkit';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';

test('totals of a long journal are added up in parts, between which others write, and leave out what is written meanwhile', async () => {
  const store = openSqliteStore({ path: ':memory:' });
  const build = createBuilders();
  const entries = Array.from({ length: 81_000 }, () => build.buildJournalEntry());
  await store.commit({ journalEntries: entries });

  const order: string[] = [];
  const totals = store.accountTotals(testScope, {}).then((result) => {
    order.push('totals');
    return result;
  });
  await store.commit({ journalEntries: [build.buildJournalEntry()] });
  order.push('commit');

  expect(await totals).toEqual(accountTotals(entries));
  expect(order).toEqual(['commit', 'totals']);
  const [account] = accountTotals(entries);
  if (account === undefined) throw new Error('the entries have lines');
  const [total] = await store.accountTotals(testScope, { account: account.account });
  expect(total?.debitMinor).toBe(account.debitMinor + 10_000);
  await store.close();
});
