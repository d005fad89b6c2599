import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionsOf, tableRows } from './markdown.ts';
import { liveThroughNovember, made, type November } from './month-close/november.ts';

/** Closes the month that docs/ledger.md closes, in its steps, and compares every table of it with what the gateway answers. */
let november: November;
beforeAll(async () => {
  november = await liveThroughNovember();
});
afterAll(() => november.gateway.close());

const sections = sectionsOf(readFileSync(new URL('../docs/ledger.md', import.meta.url), 'utf8'));
const range = 'from=2026-11-01&to=2026-11-30';

/** The table of a step, by the heading of its section: rows by the names of their columns, numbers without commas. */
function tableOf(heading: string): Record<string, string>[] {
  const section = sections.find((each) => each.heading === heading);
  if (section === undefined) throw new Error(`docs/ledger.md has no section ${heading}`);
  const [first = ''] = section.body.split('\n').filter((line) => line.startsWith('|'));
  const names = tableRows(`${first}\n|---|\n${first}`)[0] ?? [];
  return tableRows(section.body).map((cells) =>
    Object.fromEntries(cells.map((cell, at) => [names[at], cell.replaceAll(',', '')])),
  );
}

/** What the gateway reports, in the columns that the page shows. */
async function expectOnPage(heading: string, path: string): Promise<void> {
  const shown = tableOf(heading);
  const names = Object.keys(shown[0] ?? {});
  const { text } = await november.gateway.get(`/v1/ledger/${path}`);
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  expect(shown).toEqual(rows.map((row) => Object.fromEntries(names.map((name) => [name, named(row[name] ?? '')]))));
}

/** Ids differ from run to run: a payment is called by its order. */
function named(cell: string): string {
  const found = [...november.payments].find(([, { id }]) => id === cell);
  return found === undefined ? cell : `payment ${found[0]}`;
}

interface Settled {
  readonly payout_date: string;
  readonly expected_net: number;
  readonly received: { readonly net: number };
  readonly difference: number;
  readonly bank: { readonly amount: number };
}

function statementRow(order: string, key: string, row: object) {
  return { key, type: 'payment', provider_payment_id: november.payments.get(order)?.provider_payment_id, ...row };
}

test('1 to 3: statements are booked beside what was expected, and the bank shows the money', async () => {
  const { gateway } = november;
  const first = await made(gateway, '/v1/settlements', {
    channel_id: 'kcp-card',
    payout_date: '2026-11-04',
    currency: 'KRW',
    items: [
      statementRow('A', 'a', { amount: 30_000, fee: 750, vat: 75 }),
      statementRow('B', 'b', { amount: 20_000, fee: 500, vat: 50 }),
      { key: 'monthly', type: 'fee', amount: 1_000, vat: 100 },
    ],
  });
  const second = await made(gateway, '/v1/settlements', {
    channel_id: 'kcp-card',
    payout_date: '2026-11-05',
    currency: 'KRW',
    items: [
      statementRow('C', 'c', { amount: 10_000, fee: 250, vat: 25 }),
      statementRow('A', 'a-refund', { type: 'refund', amount: 5_000, fee: 125, vat: 12 }),
    ],
  });
  for (const [{ id }, amount, day] of [
    [first, 47_500, '04'],
    [second, 4_862, '05'],
  ] as const) {
    const line = {
      bank_account: 'main',
      amount,
      arrived_at: `2026-11-${day}T15:00:00+09:00`,
      reference: `line-${day}`,
    };
    await made(gateway, `/v1/settlements/${id}/bank_match`, line);
  }
  const { data } = (await gateway.get(`/v1/settlements?${range}`)).body;
  const shown = data.map((each: Settled) => ({
    payout_date: each.payout_date,
    expected_net: String(each.expected_net),
    net: String(each.received.net),
    difference: String(each.difference),
    bank: String(each.bank.amount),
  }));
  expect(tableOf('What the statements said')).toEqual(shown);
});

test('4 and 5: the provider’s list is compared, and what waits is decided', async () => {
  const { gateway, second, payments } = november;
  const rows = [...payments].slice(0, 3).map(([order, { provider_payment_id }]) => ({
    provider_payment_id,
    amount: { A: 30_000, B: 20_000, C: 10_000 }[order],
    occurred_at: order === 'C' ? '2026-11-03T02:00:00Z' : '2026-11-02T02:00:00Z',
  }));
  const asked = { provider_account_id: 'iamport-main', from: '2026-11-01', to: '2026-11-30', rows };
  const compared = await made(gateway, '/v1/reconciliations', asked);
  expect(compared.matched_provider_rows).toBe(3);

  const [opened, ...more] = (await gateway.get('/v1/cases?status=open')).body.data;
  expect(more).toEqual([]);
  expect(opened).toMatchObject({ amount: 25, allowed_actions: [] });
  const entry = { effective_at: '2026-11-30T12:00:00+09:00', reason: '은행 수수료로 확인' };
  const template = { name: 'write_off', case_id: opened.id };
  const written = await made(gateway, '/v1/ledger/manual_entries', { ...entry, template });
  await made(gateway, `/v1/ledger/manual_entries/${written.id}/approve`, {}, second);
  expect((await gateway.get('/v1/cases?status=open')).body.data).toEqual([]);
});

test('6: the reports are those of the page', async () => {
  await expectOnPage('Sales of the month', `daily_sales?${range}&format=csv`);
  await expectOnPage('VAT of the month', `vat_report?${range}&format=csv`);
  await expectOnPage('VAT by settlement date', `vat_report?${range}&basis=settlement_date&format=csv`);
  await expectOnPage('Fees of the month', `fee_report?${range}&format=csv`);
  await expectOnPage('Open at the end of the month', 'open_items?day=2026-11-30&format=csv');
  await expectOnPage('The bank account', `accounts/asset:bank:main/statement?${range}&format=csv`);
});

test('7: everything is explained, the book is proved, and the month is closed for good', async () => {
  const { gateway, second } = november;
  const open = (await gateway.get('/v1/ledger/open_items?day=2026-11-30')).body;
  expect(open).toMatchObject({ explained: true, explainability: [{ currency: 'KRW', explained_percent: 100 }] });
  const balance = (await gateway.get('/v1/ledger/trial_balance?at=2026-11-30T23:59:59%2B09:00')).body;
  const figures = balance.data
    .filter((each: { balance: number }) => each.balance !== 0)
    .map((each: { account: string; balance: number }) => ({ Account: each.account, Balance: String(each.balance) }));
  expect(tableOf('The balances at the end of the month')).toEqual(figures);
  expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });

  await made(gateway, '/v1/ledger/period_closings', { closed_before: '2026-12-01T00:00:00+09:00' });
  const late = { effective_at: '2026-11-30T12:00:00+09:00', reason: '늦은 수수료' };
  const template = { name: 'sale_fee', payment_id: november.payments.get('D')?.id, fee: 1, vat: 0 };
  const asked = await made(gateway, '/v1/ledger/manual_entries', { ...late, template });
  await made(gateway, `/v1/ledger/manual_entries/${asked.id}/approve`, {}, second);
  const again = (await gateway.get('/v1/ledger/trial_balance?at=2026-11-30T23:59:59%2B09:00')).body;
  expect(again.data).toEqual(balance.data);
});
