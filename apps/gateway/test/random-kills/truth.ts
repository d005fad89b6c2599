import { setTimeout as rest } from 'node:timers/promises';
import type { Simulator } from '@hangil/simulator';
import { apiKey } from './live-gateway.ts';
import type { Acknowledged } from './load.ts';
import type { Receiver } from './receiver.ts';

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_paid?: number;
  readonly amount_refunded?: number;
}

interface Found {
  readonly payments: number;
  readonly problems: readonly string[];
}

/** What may have become of something that a client was told. Finals stay; what was open may have ended in any way. */
const finals = ['paid', 'partially_refunded', 'refunded', 'succeeded', 'failed', 'canceled'];

/** Waits until nothing is under way, then holds what was told and what the providers did against the gateway. */
export async function compareWithTruth(
  url: string,
  { fakes }: Simulator,
  acknowledged: readonly Acknowledged[],
  receiver: Receiver,
): Promise<Found> {
  const problems: string[] = [];
  const { payments, refunds, payouts } = await whenSettled(url, problems);
  const byId = new Map([...payments, ...refunds, ...payouts].map((shown) => [shown.id, shown]));
  for (const { id, status } of acknowledged) {
    const now = byId.get(id)?.status;
    if (now === undefined) problems.push(`${id} was acknowledged as ${status} and is missing`);
    else if (finals.includes(status) && !mayFollow(status, now)) problems.push(`${id} was ${status} and is ${now}`);
  }
  const books = fakes.iamport.books().payments;
  const transfers = fakes.ecommpay.books().payouts;
  if (books.some(({ charges }) => charges > 1)) problems.push('a card was charged twice for one order');
  if (transfers.some(({ transfers: times }) => times > 1)) problems.push('a payout was sent twice');
  expectSum(
    problems,
    'charged',
    payments,
    ({ amount_paid = 0 }) => amount_paid,
    sum(books, ({ charges }) => charges * 10_000),
  );
  expectSum(
    problems,
    'given back',
    payments,
    ({ amount_refunded = 0 }) => amount_refunded,
    sum(books, ({ returnedMinor }) => returnedMinor),
  );
  const sent = sum(transfers, ({ transfers: times, amountMinor }) => times * amountMinor);
  expectSum(problems, 'paid out', payouts, ({ status, amount }) => (status === 'succeeded' ? amount : 0), sent);
  const { ok } = await get<{ ok: boolean }>(url, '/v1/ledger/verify');
  if (!ok) problems.push('the ledger does not verify');
  problems.push(...receiver.problems, ...(await missingEvents(url, receiver)));
  return { payments: payments.length, problems };
}

function mayFollow(before: string, now: string): boolean {
  if (before === 'paid') return ['paid', 'partially_refunded', 'refunded'].includes(now);
  return (
    before === now || (before === 'partially_refunded' && now === 'refunded') || (before === 'failed' && now === 'paid')
  );
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}

function expectSum(
  problems: string[],
  what: string,
  shown: readonly Shown[],
  amountOf: (item: Shown) => number,
  truth: number,
): void {
  const booked = sum(shown, amountOf);
  if (booked !== truth) problems.push(`${booked} is booked as ${what}, the provider says ${truth}`);
}

/** Looks for up to two minutes. */
async function whenSettled(url: string, problems: string[]) {
  for (let looks = 0; ; looks += 1) {
    const [payments, refunds, payouts] = await Promise.all([
      everything(url, '/v1/payments'),
      everything(url, '/v1/refunds'),
      everything(url, '/v1/payouts'),
    ]);
    const open = [...payments, ...refunds, ...payouts].filter(({ status }) => !finals.includes(status));
    if (open.length === 0 || looks === 60) {
      for (const { id, status } of open) problems.push(`${id} is still ${status}`);
      return { payments, refunds, payouts };
    }
    await rest(2_000);
  }
}

/** Looks for up to two minutes. */
async function missingEvents(url: string, { taken }: Receiver): Promise<readonly string[]> {
  for (let looks = 0; ; looks += 1) {
    const events = await everything<{ readonly id: string; readonly type: string }>(url, '/v1/events');
    const missing = events.filter(({ id }) => !taken.has(id));
    if (missing.length === 0 || looks === 60) return Promise.all(missing.map(({ id }) => deliveryOf(url, id)));
    await rest(2_000);
  }
}

async function deliveryOf(url: string, eventId: string): Promise<string> {
  const { data } = await get<{ data: object[] }>(url, `/v1/webhook_deliveries?event_id=${eventId}`);
  return `${eventId} was never delivered: ${JSON.stringify(data)}`;
}

async function everything<Item = Shown>(url: string, path: string): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { data: Item[]; next_cursor: string | null } = await get(
      url,
      `${path}?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    all.push(...page.data);
    cursor = page.next_cursor;
  }
  return all;
}

async function get<Body>(url: string, path: string): Promise<Body> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });
  return (await response.json()) as Body;
}
