/*
 * The ledger next to the limits of the machine, in the same run: posting, balances of a large book, verifying, matching. From the root, after
 * `npm run build`:
 *   node --max-old-space-size=400 --import tsx bench/ledger.ts [lines of the large book, 200000]
 */
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ChannelId,
  currencyCode,
  type JournalEntryId,
  type MerchantId,
  money,
  type PaymentId,
} from '@hangil/core';
import type { Store } from '@hangil/engine';
import {
  type BookRow,
  createBookRows,
  createLedgerVerifier,
  createProviderRows,
  genesis,
  type JournalEntry,
  matchRows,
  nextLink,
  type ProviderRow,
  paymentSold,
  type RecordedEntry,
} from '@hangil/ledger';
import { openSqliteStore } from '@hangil/store-sqlite';
import Sqlite from 'better-sqlite3';

const linesOfLargeBook = Number(process.argv[2] ?? 200_000);
const concurrency = 64;
const posted = 20_000;
const scope = { merchantId: 'demo' as MerchantId, livemode: false };
const channels = Array.from({ length: 20 }, (_, at) => ({ provider: 'acme', channelId: `channel-${at}` as ChannelId }));
const directory = mkdtempSync(join(tmpdir(), 'hangil-ledger-bench-'));
const start = Date.UTC(2026, 10, 1);
let serial = 0;

function sale(): JournalEntry {
  serial += 1;
  const at = new Date(start + (serial % 2_000_000) * 1_000);
  const id = String(serial).padStart(26, '0');
  const context = { id: `je_${id}` as JournalEntryId, ...scope, effectiveAt: at, recordedAt: at };
  const channel = channels[serial % channels.length] as (typeof channels)[number];
  return paymentSold(context, {
    paymentId: `pay_${id}` as PaymentId,
    channel,
    amount: money(10_000 + (serial % 977), 'KRW'),
  });
}

/** Journals a second that are on disk, one in each commit of one of 64 callers. */
async function post(store: Store, count: number): Promise<number> {
  const entries = Array.from({ length: count }, sale);
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let entry = entries[next++]; entry !== undefined; entry = entries[next++])
        await store.commit({ journalEntries: [entry] });
    }),
  );
  return Math.round(count / ((performance.now() - began) / 1_000));
}

/** The limit: as many rows of the same bytes into one plain table, 64 to a transaction. */
function plainInserts(count: number): number {
  const client = new Sqlite(join(directory, `plain-${serial}.db`));
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) client.pragma(pragma);
  client.exec('CREATE TABLE plain (sequence INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const insert = client.prepare('INSERT INTO plain (body) VALUES (?)');
  const body = JSON.stringify(sale());
  const began = performance.now();
  for (let done = 0; done < count; done += concurrency) {
    client.exec('BEGIN IMMEDIATE');
    for (let at = 0; at < concurrency; at += 1) insert.run(body);
    client.exec('COMMIT');
  }
  const rate = Math.round(count / ((performance.now() - began) / 1_000));
  client.close();
  return rate;
}

async function trialBalanceMs(store: Store): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const began = performance.now();
    await store.accountTotals(scope, { layer: 'posted' });
    times.push(performance.now() - began);
  }
  return Number(times.sort((left, right) => left - right)[25]?.toFixed(2));
}

function verifyInMemory(count: number): number {
  let link = genesis;
  const entries: RecordedEntry[] = Array.from({ length: count }, () => {
    const entry = sale();
    link = nextLink(link, entry, digest);
    return { ...entry, link };
  });
  const verifier = createLedgerVerifier(digest);
  const began = performance.now();
  for (const entry of entries) verifier.add(entry);
  const { problems } = verifier.finish();
  if (problems.length > 0) throw new Error('the bench made a bad book');
  return Math.round(count / ((performance.now() - began) / 1_000));
}

function digest(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The limit: the digest alone, over texts as long as an entry's. */
function digestsPerSecond(count: number): number {
  const text = 'x'.repeat(560);
  const began = performance.now();
  for (let done = 0; done < count; done += 1) digest(text);
  return Math.round(count / ((performance.now() - began) / 1_000));
}

async function verifyFromDisk(store: Store): Promise<{ entries: number; perSecond: number }> {
  const verifier = createLedgerVerifier(digest);
  const began = performance.now();
  for await (const entry of store.everyJournalEntry(scope)) verifier.add(entry);
  const { journalEntries } = verifier.finish();
  return { entries: journalEntries, perSecond: Math.round(journalEntries / ((performance.now() - began) / 1_000)) };
}

function matching(count: number) {
  const KRW = currencyCode('KRW');
  const told = { direction: 'payment', taxFreeMinor: null, vatMinor: null, feeMinor: null, currency: KRW } as const;
  function* provider(): Generator<ProviderRow> {
    for (let at = 0; at < count; at += 1)
      yield {
        ...told,
        row: at + 1,
        key: `imp_${at}`,
        amountMinor: 1_000 + (at % 10_000 === 0 ? 1 : 0),
        occurredAt: new Date(start + at),
      };
  }
  function* book(): Generator<BookRow> {
    for (let at = 0; at < count; at += 1)
      yield { ...told, id: `pay_${at}`, key: `imp_${at}`, amountMinor: 1_000, occurredAt: new Date(start + at) };
  }
  const rules = {
    from: new Date(start),
    to: new Date(start + 86_400_000),
    collectedUntil: new Date(start + 86_400_000),
    toleranceMs: 0,
  };
  const began = performance.now();
  const { mismatches } = matchRows(createProviderRows(provider()), createBookRows(book()), rules);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  return {
    rows: count,
    mismatches: mismatches.length,
    seconds,
    residentMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
}

try {
  const store = openSqliteStore({ path: join(directory, 'book.db') });
  const figures: Record<string, unknown> = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    loadAtStart: loadavg()[0],
    node: process.version,
  };
  await post(store, 5_000);
  figures.emptyBook = {
    postedPerSecond: await post(store, posted),
    plainInsertsPerSecond: plainInserts(posted),
    trialBalanceMs: await trialBalanceMs(store),
  };
  while (serial * 2 < linesOfLargeBook) {
    const entries = Array.from({ length: Math.min(5_000, Math.ceil(linesOfLargeBook / 2) - serial) }, sale);
    await store.commit({ journalEntries: entries });
  }
  figures.largeBook = {
    lines: serial * 2,
    postedPerSecond: await post(store, posted),
    plainInsertsPerSecond: plainInserts(posted),
    trialBalanceMs: await trialBalanceMs(store),
  };
  figures.verify = {
    inMemoryPerSecond: verifyInMemory(100_000),
    digestsPerSecond: digestsPerSecond(200_000),
    fromDisk: await verifyFromDisk(store),
  };
  await store.close();
  figures.matching = matching(1_000_000);
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/ledger.json', `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
} finally {
  rmSync(directory, { recursive: true });
}
