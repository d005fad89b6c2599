import {
  currentAttempt,
  money,
  type PaymentProvider,
  type ProviderAccountId,
  type ProviderReportPort,
  type ProviderReportRow,
  unknown,
} from '@hangil/core';
import type { ProviderRow } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import { createTestHouse, fresh, refundInput, type TestHouse } from './test-house.ts';

const day = { from: new Date('2026-11-23T15:00:00Z'), to: new Date('2026-11-24T15:00:00Z') };
const request = {
  providerAccountId: 'bank-main' as ProviderAccountId,
  ...day,
  collectedUntil: null,
};

/** Three payments, the first given back in part, and the list that the provider makes of them. */
async function houseWithList() {
  const house = createTestHouse();
  const rows: ProviderRow[] = [];
  for (const order of ['ORDER-1', 'ORDER-2', 'ORDER-3']) {
    const { providerPaymentId, amountMinor, currency, paidAt, id } = await house.pay(10_000, order);
    const told = { taxFreeMinor: null, vatMinor: null, feeMinor: null, currency, occurredAt: paidAt as Date };
    rows.push({ row: rows.length + 1, direction: 'payment', key: providerPaymentId as string, amountMinor, ...told });
    if (order !== 'ORDER-1') continue;
    await house.engine.createRefund(house.scope, id, refundInput(3_000));
    rows.push({ ...(rows[0] as ProviderRow), row: 2, direction: 'refund', amountMinor: 3_000 });
  }
  return { house, rows };
}

async function run(house: TestHouse, rows: readonly ProviderRow[], changed: object = {}, fileHash = 'a1') {
  const source = { kind: 'rows', fileHash, fileName: 'november.csv', rows } as const;
  return fresh(await house.engine.reconciliations.run(house.scope, { ...request, source, ...changed }));
}

async function itemsOf(house: TestHouse, parentId: string) {
  return (await house.store.documents('reconciliation_item', house.scope, { parentId }, { limit: 10, cursor: null }))
    .items;
}

describe('a reconciliation', () => {
  it('of a list that is right matches everything and can be locked at once', async () => {
    const { house, rows } = await houseWithList();
    const made = await run(house, rows);
    expect(made.value).toMatchObject({
      providerRows: 4,
      bookRows: 4,
      matchedProviderRows: 4,
      matchedBookRows: 4,
      mismatches: {},
      openItems: 0,
    });
    expect(fresh(await house.engine.reconciliations.lock(house.scope, made.id as never)).status).toBe('locked');
    expect((await house.store.eventsOf(made.id)).map(({ type }) => type)).toEqual([]);
  });

  it('names what does not agree, tells the merchant, and is locked only when every item is resolved', async () => {
    const { house, rows } = await houseWithList();
    const wrong = [
      { ...(rows[0] as ProviderRow), amountMinor: 9_000 },
      rows[1] as ProviderRow,
      { ...(rows[2] as ProviderRow), key: 'stranger' },
      rows[3] as ProviderRow,
    ];
    const made = await run(house, wrong);
    expect(made.value.mismatches).toEqual({ amount_differs: 1, only_at_provider: 1, only_here: 1 });
    expect((await house.store.eventsOf(made.id)).map(({ type }) => type)).toEqual(['reconciliation.mismatch_found']);
    const items = await itemsOf(house, made.id);
    expect(items.map(({ value }) => [value.reasons[0], value.providerMinor, value.bookMinor]).sort()).toEqual([
      ['amount_differs', 9_000, 10_000],
      ['only_at_provider', 10_000, 0],
      ['only_here', 0, 10_000],
    ]);
    const lock = () => house.engine.reconciliations.lock(house.scope, made.id as never);
    await expect(lock()).rejects.toMatchObject({ code: 'state_conflict' });
    for (const { id } of items)
      await house.engine.reconciliations.resolve(house.scope, id as never, 'asked the provider');
    const [first] = items;
    await expect(house.engine.reconciliations.resolve(house.scope, first?.id as never, 'again')).rejects.toMatchObject({
      code: 'state_conflict',
    });
    expect(fresh(await lock())).toMatchObject({ status: 'locked', value: { openItems: 0 } });
  });

  it('of the same file is made once, also at the same time', async () => {
    const { house, rows } = await houseWithList();
    const [one, two] = await Promise.all([run(house, rows.slice(1)), run(house, rows.slice(1))]);
    const three = await run(house, rows.slice(1));
    expect(new Set([one.id, two.id, three.id]).size).toBe(1);
    expect(await itemsOf(house, one.id)).toHaveLength(1);
    expect((await run(house, rows, {}, 'b2')).id).not.toBe(one.id);
  });

  it('knows what is too young for the file, and refuses an account that is not ours', async () => {
    const { house, rows } = await houseWithList();
    const made = await run(house, rows.slice(0, 2), { collectedUntil: day.from });
    expect(made.value.mismatches).toEqual({ before_collection: 2 });
    await expect(run(house, rows, { providerAccountId: 'other' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('asks the provider for its list, page by page, and matches by our references', async () => {
    const { house } = await houseWithList();
    const { items } = await house.store.payments(house.scope, {}, { limit: 10, cursor: null });
    const listed: ProviderReportRow[] = items.map((payment) => ({
      providerOperationId: `op-${payment.id}`,
      reference: currentAttempt(payment).reference,
      kind: 'payment',
      status: 'succeeded',
      amount: money(payment.amountMinor, payment.currency),
      createdAt: payment.createdAt,
      completedAt: payment.paidAt,
    }));
    const [first] = listed as [ProviderReportRow];
    listed.push({ ...first, kind: 'payout' }, { ...first, status: 'failed' }, { ...first, reference: null });
    const ask = (reports: ProviderReportPort | undefined) => {
      const { directory } = house.dependencies;
      const provider = (id: ProviderAccountId) => ({
        ...(directory.provider(id) as PaymentProvider),
        ...(reports && { reports }),
      });
      const engine = house.again({ directory: { ...directory, provider } });
      return engine.reconciliations.run(house.scope, { ...request, source: { kind: 'provider' } });
    };
    const made = fresh(
      await ask({
        operations: async ({ offset }) => ({
          kind: 'page',
          rows: listed.slice(offset, offset + 2),
          hasMore: offset + 2 < listed.length,
        }),
      }),
    );
    expect(made.value).toMatchObject({
      providerRows: 4,
      matchedProviderRows: 3,
      mismatches: { only_at_provider: 1, only_here: 1 },
    });
    await expect(ask(undefined)).rejects.toMatchObject({ code: 'invalid_request', context: { param: 'rows' } });
    await expect(ask({ operations: async () => unknown('lost') })).rejects.toMatchObject({
      code: 'provider_unreachable',
    });
  });
});
