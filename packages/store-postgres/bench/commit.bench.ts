/*
 * How many payment-shaped change sets a second are durable, of one book and of a thousand. From the root:
 *   npx tsx --conditions=@hangil/source packages/store-postgres/bench/commit.bench.ts [url of an empty database]
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { MerchantId } from '@hangil/core';
import type { ChangeSet, Store } from '@hangil/engine';
import { startPrivateServer } from '@hangil/postgres-testkit';
import { createBuilders } from '@hangil/store-testkit';
import { openPostgresStore } from '../src/index.ts';

const changeSets = Number(process.env.BENCH_CHANGE_SETS ?? 20_000);
const concurrency = 64;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const build = createBuilders();
const [, , given] = process.argv;
const server = given === undefined ? await startPrivateServer({ shared_buffers: '256MB' }) : null;

/** A payment with what is written before its provider is called, and what is written after. */
function buildPair(merchantId: MerchantId): readonly [ChangeSet, ChangeSet] {
  const payment = build.buildPayment({ merchantId });
  const operation = build.buildOperationOf(payment);
  const at = payment.createdAt;
  const job = { jobKind: 'watch_payment', subjectId: payment.id } as const;
  const paid = {
    ...payment,
    version: 2,
    status: 'paid',
    amountPaidMinor: payment.amountMinor,
    providerPaymentId: `imp_${payment.id}`,
    paidAt: at,
  } as const;
  return [
    { payments: [payment], operations: [operation], jobs: [{ kind: 'schedule', dueAt: at, ...job }] },
    {
      payments: [paid],
      operations: [
        { ...operation, fence: 2, status: 'closed', leaseUntil: null, outcome: 'succeeded', finishedAt: at },
      ],
      journalEntries: [build.buildJournalEntry({ paymentId: payment.id, merchantId })],
      events: [build.buildOutgoingEvent(paid, { merchantId })],
      jobs: [{ kind: 'remove', ...job }],
    },
  ];
}

/** Hundredths of a second that the processes of the server have used; 0 when it is not our own. */
function ticksOfServer(): number {
  if (server === null) return 0;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.reduce((ticks, pid) => {
    try {
      const facts = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const [user = 0, system = 0] = facts.slice(11, 13).map(Number);
      return Number(facts[1]) === server.pid ? ticks + user + system : ticks;
    } catch {
      return ticks;
    }
  }, 0);
}

async function measure(name: string, store: Store, batches: number[], items: readonly ChangeSet[]): Promise<void> {
  const queue = items.values();
  const latencies: number[] = [];
  batches.length = 0;
  const used = process.cpuUsage();
  const ticks = ticksOfServer();
  const start = performance.now();
  const worker = async () => {
    for (const changes of queue) {
      const begin = performance.now();
      const { kind } = await store.commit(changes);
      if (kind !== 'committed') throw new Error(kind);
      latencies.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(used);
  latencies.sort((left, right) => left - right);
  const quantile = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
  const each = (microseconds: number) => `${Math.round(microseconds / items.length)} us`;
  const rate = Math.round(items.length / seconds)
    .toLocaleString('en')
    .padStart(7);
  console.log(
    `${name.padEnd(28)} ${rate}/s  node ${each(user + system)}, server ${each((ticksOfServer() - ticks) * 10_000)} each  ` +
      `p50 ${quantile(0.5)} ms  p99 ${quantile(0.99)} ms  ${Math.round(items.length / batches.length)} a batch`,
  );
}

const batches: number[] = [];
const store = await openPostgresStore({ url: given ?? server?.url ?? '', onBatch: (writes) => batches.push(writes) });
for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round}: ${changeSets} change sets, ${concurrency} at a time`);
  for (const [name, merchants] of [
    ['one book', 1],
    ['a thousand books', 1_000],
  ] as const) {
    const pairs = Array.from({ length: changeSets }, (_, index) =>
      buildPair(`shop-${index % merchants}` as MerchantId),
    );
    await measure(
      `claims, ${name}`,
      store,
      batches,
      pairs.map(([claim]) => claim),
    );
    await measure(
      `results, ${name}`,
      store,
      batches,
      pairs.map(([, result]) => result),
    );
  }
}
await store.close();
await server?.stop();
