/*
 * How many payment-shaped change sets a second are on disk, next to what this machine can do at all. From the root:
 *   npx tsx --conditions=@hangil/source packages/store-sqlite/bench/commit.bench.ts [directory]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeSet } from '@hangil/engine';
import { createBuilders } from '@hangil/store-testkit';
import Sqlite from 'better-sqlite3';
import { createDrizzle } from '../src/drizzle.ts';
import { createGroupCommit } from '../src/group-commit.ts';
import { openDatabase } from '../src/open-database.ts';
import { createSqliteStore } from '../src/sqlite-store.ts';
import { createChangeSetWriter } from '../src/write/change-set-writer.ts';
import { createJobQueue } from '../src/write/job-queue.ts';
import { createJournalWriter } from '../src/write/journal-writer.ts';

const changeSets = 20_000;
const concurrency = 64;
const rounds = 3;

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'hangil-bench-'));
const build = createBuilders();

/** A payment with what is written before its provider is called, and what is written after. */
function buildPair(): readonly [ChangeSet, ChangeSet] {
  const payment = build.buildPayment();
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
      journalEntries: [build.buildJournalEntry({ paymentId: payment.id })],
      events: [build.buildOutgoingEvent(paid)],
      jobs: [{ kind: 'remove', ...job }],
    },
  ];
}

interface Figures {
  readonly perSecond: number;
  /** Time of this process on the processor, for each change set; steadier than the rate on a busy machine. */
  readonly processorUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs `work` for every item, `concurrency` at a time. */
async function measure<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<Figures> {
  const queue = items.values();
  const latencies: number[] = [];
  const start = performance.now();
  const used = process.cpuUsage();
  const worker = async () => {
    for (const item of queue) {
      const begin = performance.now();
      await work(item);
      latencies.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - start) / 1_000;
  const processorUs = processorTime(used) / items.length;
  latencies.sort((left, right) => left - right);
  const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: items.length / seconds, processorUs, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

let files = 0;
function nextFile(): string {
  files += 1;
  return join(directory, `${files}.db`);
}

/** The store, as the engine uses it: first the claims, then the results. */
async function measureStore(path: string): Promise<readonly [Figures, Figures]> {
  const pairs = Array.from({ length: changeSets }, buildPair);
  const store = createSqliteStore(openDatabase(path));
  const claims = await measure(pairs, ([claim]) => store.commit(claim));
  const results = await measure(pairs, ([, result]) => store.commit(result));
  await store.close();
  return [claims, results];
}

/** The same statements in the same transactions with nothing around them: no queue, no promise, no savepoint. */
async function measureStatements(path: string): Promise<Figures> {
  const pairs = Array.from({ length: changeSets }, buildPair);
  const { client, close } = openDatabase(path);
  const database = createDrizzle(client);
  const { write: writeEntry, ending } = createJournalWriter(database);
  const write = createChangeSetWriter(database, createJobQueue(database), writeEntry);
  const inBatches = (changes: readonly ChangeSet[]) => {
    for (let from = 0; from < changes.length; from += concurrency) {
      client.exec('BEGIN IMMEDIATE');
      for (const one of changes.slice(from, from + concurrency)) write(one);
      ending.write();
      client.exec('COMMIT');
    }
  };
  inBatches(pairs.map(([claim]) => claim));
  const results = pairs.map(([, result]) => result);
  const start = performance.now();
  const used = process.cpuUsage();
  inBatches(results);
  const seconds = (performance.now() - start) / 1_000;
  const processorUs = processorTime(used) / changeSets;
  close();
  return { perSecond: changeSets / seconds, processorUs, p50Ms: Number.NaN, p99Ms: Number.NaN };
}

/** One row of 300 bytes, through the same group commit: what the disk and the queue allow. */
async function measureOneInsert(path: string): Promise<Figures> {
  const client = new Sqlite(path);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = client.prepare('INSERT INTO row (text) VALUES (?)');
  const group = createGroupCommit(client);
  const text = 'x'.repeat(300);
  const figures = await measure(Array.from({ length: changeSets }), () => group.write(() => insert.run(text)));
  client.close();
  return figures;
}

function print(name: string, { perSecond, processorUs, p50Ms, p99Ms }: Figures): void {
  const times = Number.isNaN(p50Ms) ? '' : `p50 ${p50Ms.toFixed(2)} ms  p99 ${p99Ms.toFixed(2)} ms`;
  console.log(
    `${name.padEnd(44)} ${Math.round(perSecond).toLocaleString('en').padStart(8)}/s  ${processorUs.toFixed(0).padStart(4)} us each  ${times}`,
  );
}

for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round}: ${changeSets} change sets, ${concurrency} at a time`);
  print('one insert, group commit (limit)', await measureOneInsert(nextFile()));
  print('statements of a result, nothing around them', await measureStatements(nextFile()));
  const [claims, results] = await measureStore(nextFile());
  print('store: claim (3 rows)', claims);
  print('store: result (7 rows)', results);
  const [, inMemory] = await measureStore(':memory:');
  print('store in memory: result', inMemory);
}
rmSync(directory, { recursive: true });
