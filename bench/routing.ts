/*
 * How long a decision takes with 1,000 rules, and a replay over 1,000,000 payments of the past, as time on the processor: it is
 * steadier than the time on the wall when the machine is busy. From the root:
 *   npx tsx --conditions=@hangil/source bench/routing.ts [payments] [directory]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelId, MerchantId, Payment, PaymentId, ProviderAccountId, ProviderManifest } from '@hangil/core';
import {
  type Channel,
  createReplay,
  type RoutingInputs,
  type RoutingRule,
  type RoutingRules,
  route,
  routingProblems,
  toRuleSet,
} from '@hangil/engine';
import { toPaymentRow } from '@hangil/store-kit';
import { openSqliteStore } from '@hangil/store-sqlite';
import { createBuilders } from '@hangil/store-testkit';
import { openDatabase } from '../packages/store-sqlite/src/open-database.ts';
import { payment as paymentTable } from '../packages/store-sqlite/src/schema.ts';

const payments = Number(process.argv[2] ?? 1_000_000);
const rounds = 5;
const decisions = 20_000;
const now = new Date('2026-11-25T03:00:00Z');
const scope = { merchantId: 'demo' as MerchantId, livemode: false };

const provider = {
  id: 'bench',
  paymentMethods: ['card', 'easy_pay', 'bank_transfer'],
  payoutMethods: [],
  currencies: 'any',
} as unknown as ProviderManifest;
const channels: readonly Channel[] = Array.from({ length: 8 }, (_each, index) => ({
  id: `channel-${index}` as ChannelId,
  providerAccountId: 'bench' as ProviderAccountId,
  provider,
  methods: ['card', 'easy_pay/kakaopay', 'bank_transfer'],
  fees: [{ percent: 2 + index / 10, fixed: 0 }],
}));
const inputs: RoutingInputs = {
  method: 'card',
  wallet: null,
  currency: 'KRW',
  amountMinor: 999_999_999,
  taxFreeAmountMinor: 0,
  customerCountry: 'KR',
  metadata: { tier: 'none' },
  livemode: false,
};
const nothingKnown = {
  unhealthy: () => null,
  closed: () => null,
  successOf: () => ({ rate: 0, sample: 0 }),
  leaderOf: () => undefined,
};

/** Rules of every kind of condition. None but the last holds for the request, so all of them are asked. */
function thousandRules(): RoutingRules {
  const rules = Array.from({ length: 999 }, (_each, index): RoutingRule => {
    const use = [`channel-${index % 8}`];
    const name = `rule ${index}`;
    const range = { between: [index * 1_000, index * 1_000 + 999] as const };
    switch (index % 5) {
      case 0:
        return { name, use, when: { method: 'card', amount: range } };
      case 1:
        return { name, use, when: { method: { in: ['card', 'bank_transfer'] }, metadata: { tier: `tier ${index}` } } };
      case 2:
        return {
          name,
          use,
          when: { any: [{ customer_country: 'US', amount: range }, { tax_free_amount: index + 1 }] },
        };
      case 3:
        return {
          name,
          use,
          when: { amount: range, time: { zone: 'Asia/Seoul', days: ['wed'], from: '11:00', to: '13:00' } },
        };
      default:
        return { name, use, when: { currency: 'KRW', amount: range, not: { livemode: true } } };
    }
  });
  return { rules: [...rules, { name: 'last', when: {}, least_cost: channels.map(({ id }) => id) }], default: [] };
}

function measureDecision() {
  const rules = thousandRules();
  const problems = routingProblems(rules, channels);
  if (problems.length > 0) throw new Error(`the rules of the bench are refused: ${JSON.stringify(problems[0])}`);
  const set = toRuleSet(1, rules);
  const microseconds = Array.from({ length: rounds + 1 }, () => {
    const startedAt = process.cpuUsage();
    for (let serial = 0; serial < decisions; serial += 1) {
      const request = { inputs, requestedChannelId: null, splitKey: `pay_${serial}`, now, conditions: nothingKnown };
      if (route({ channels }, set, request).trace.rule !== 'last') throw new Error('another rule held');
    }
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / decisions;
  });
  return { rules: set.rules.length, channels: channels.length, ...spread(microseconds.slice(1)) };
}

/** Fills a database file with payments as the gateway writes them. */
function fill(path: string): void {
  const opened = openDatabase(path);
  const columns = Object.values(createColumns());
  const insert = opened.client.prepare(
    `INSERT INTO payment (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const template = createBuilders().buildPayment();
  const candidates = channels.map(({ id }) => ({ channelId: id, eligible: true, reasons: [] }));
  opened.client.exec('BEGIN');
  for (let serial = 0; serial < payments; serial += 1) {
    const row = toPaymentRow(pastPayment(template, candidates, serial));
    insert.run(
      Object.fromEntries(
        Object.entries(createColumns()).map(([key, name]) => {
          const value = row[key as keyof typeof row];
          return [name, typeof value === 'boolean' ? Number(value) : value];
        }),
      ),
    );
  }
  opened.client.exec('COMMIT');
  opened.close();
}

function createColumns(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(paymentTable)
      .filter(([, column]) => typeof (column as { name?: unknown } | undefined)?.name === 'string')
      .map(([key, column]) => [key, (column as { name: string }).name]),
  );
}

function pastPayment(template: Payment, candidates: Payment['routing']['candidates'], serial: number): Payment {
  const isPaid = serial % 20 !== 0;
  const amountMinor = 1_000 + (serial % 997) * 100;
  return {
    ...template,
    ...scope,
    id: `pay_${serial.toString(32).padStart(26, '0')}` as PaymentId,
    orderId: `ORDER-${serial}`,
    status: isPaid ? 'paid' : 'failed',
    amountMinor,
    amountPaidMinor: isPaid ? amountMinor : 0,
    channelId: channels[serial % 8]?.id ?? template.channelId,
    providerPaymentId: null,
    routing: { ...template.routing, rule: 'default', candidates },
    createdAt: new Date(now.getTime() + serial * 1_000),
  };
}

async function measureReplay(path: string) {
  const store = openSqliteStore({ path });
  const rules = toRuleSet(1, {
    rules: [
      { name: 'large', when: { amount: { gte: 50_000 } }, least_cost: ['channel-0', 'channel-1'] },
      {
        name: 'cards',
        when: { method: 'card' },
        split: [
          { channel: 'channel-2', weight: 70 },
          { channel: 'channel-3', weight: 30 },
        ],
      },
    ],
    default: [],
  });
  const startedAt = process.hrtime.bigint();
  const onProcessor = process.cpuUsage();
  const replay = createReplay({ channels }, rules);
  for await (const part of store.pastPayments(scope, {})) for (const each of part) replay.add(each);
  const report = replay.report();
  const { user, system } = process.cpuUsage(onProcessor);
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  await store.close();
  if (report.payments !== payments || report.moved === 0) throw new Error('the replay did not see every payment');
  return {
    payments,
    seconds: rounded(seconds),
    processorSeconds: rounded((user + system) / 1e6),
    moved: report.moved,
  };
}

function spread(values: readonly number[]) {
  const sorted = [...values].sort((left, right) => left - right);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { medianUs: rounded(median), fromUs: rounded(sorted[0] ?? 0), toUs: rounded(sorted.at(-1) ?? 0) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

const directory = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'hangil-bench-'));
try {
  const decision = measureDecision();
  console.info('decision', decision);
  const path = join(directory, 'hangil.db');
  fill(path);
  const replay = await measureReplay(path);
  console.info('replay', replay);
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  const result = { measuredAt: new Date().toISOString().slice(0, 10), machine, decision, replay };
  writeFileSync(new URL('./results/routing.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  rmSync(directory, { recursive: true });
}
