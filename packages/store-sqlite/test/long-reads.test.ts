import { accountTotals } from '@hangil/ledger';
import { createBuilders, testScope } from '@hangil/store-testkit';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';

test('totals of a long journal as it stood at an instant are added up in parts, between which others write, and leave out what is written meanwhile', async () => {
  const store = openSqliteStore({ path: ':memory:' });
  const build = createBuilders();
  const entries = Array.from({ length: 81_000 }, () => build.buildJournalEntry());
  await store.commit({ journalEntries: entries });

  const order: string[] = [];
  const totals = store.accountTotals(testScope, { recordedAt: new Date('2100-01-01T00:00:00Z') }).then((result) => {
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

test('balances of a long journal are told without a look at its entries, while the same are added up', async () => {
  const store = openSqliteStore({ path: ':memory:' });
  const build = createBuilders();
  await store.commit({ journalEntries: Array.from({ length: 41_000 }, () => build.buildJournalEntry()) });

  const order: string[] = [];
  const addedUp = store.accountTotals(testScope, { recordedAt: new Date('2100-01-01T00:00:00Z') });
  const kept = store.accountTotals(testScope, {});
  await Promise.all([addedUp.then(() => order.push('added up')), kept.then(() => order.push('kept'))]);
  expect(order).toEqual(['kept', 'added up']);
  expect(await kept).toEqual(await addedUp);
  await store.close();
});
