import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createLedgerVerifier } from '@hangil/ledger';
import { buildWholePayment, countParts, createBuilders, testScope } from '@hangil/store-testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { openDatabase } from '../src/open-database.ts';
import { createSqliteStore } from '../src/sqlite-store.ts';
import { childCommand } from './child-process.ts';
import { idsOfPayments } from './payment-ids.ts';
import { makeDirectory } from './temporary-directory.ts';

let directory: ReturnType<typeof makeDirectory>;
beforeEach(() => {
  directory = makeDirectory();
});
afterEach(() => directory.remove());

/**
 * Transactions in the write-ahead log: frames that carry a database size end one
 * (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
 */
function countTransactions(path: string): number {
  const log = readFileSync(`${path}-wal`);
  const frameSize = 24 + log.readUInt32BE(8);
  let transactions = 0;
  for (let frame = 32; frame < log.length; frame += frameSize) {
    if (log.readUInt32BE(frame + 4) !== 0) transactions += 1;
  }
  return transactions;
}

describe('group commit', () => {
  test('writes what one turn of the event loop commits in one transaction', async () => {
    const path = directory.file('hangil.db');
    const batches: number[] = [];
    const store = openSqliteStore({ path, onBatch: (writes) => batches.push(writes) });
    const build = createBuilders();
    const before = countTransactions(path);
    await Promise.all(Array.from({ length: 50 }, () => store.commit(buildWholePayment(build))));
    expect(countTransactions(path) - before).toBe(1);
    expect(batches).toEqual([50]);
    await store.close();
  });

  test('shares the transaction with jobs that are claimed and finished', async () => {
    const path = directory.file('hangil.db');
    const store = openSqliteStore({ path });
    const build = createBuilders();
    await store.commit(buildWholePayment(build));
    const now = build.instant();
    const leaseUntil = build.instant();
    const [job] = await store.claimJobs({ now, leaseUntil, limit: 1 });
    if (job === undefined) throw new Error('the job is due');
    const before = countTransactions(path);
    const [, , claimed] = await Promise.all([
      store.finishJob(job),
      store.commit(buildWholePayment(build)),
      store.claimJobs({ now: build.instant(), leaseUntil, limit: 5 }),
    ]);
    expect(claimed).toHaveLength(1);
    expect(countTransactions(path) - before).toBe(1);
    await store.close();
  });

  test('adds up what no number of JavaScript holds exactly', async () => {
    const opened = openDatabase(directory.file('hangil.db'));
    const store = createSqliteStore(opened);
    const build = createBuilders();
    const huge = () => {
      const { lines, ...entry } = build.buildJournalEntry();
      return { ...entry, lines: lines.map((line) => ({ ...line, amountMinor: Number.MAX_SAFE_INTEGER })) };
    };
    await Promise.all(Array.from({ length: 3 }, () => store.commit({ journalEntries: [huge()] })));
    const kept = opened.client.prepare('SELECT debit_minor + credit_minor FROM account_day').pluck().safeIntegers();
    const sum = 3n * BigInt(Number.MAX_SAFE_INTEGER);
    expect(kept.all()).toEqual([sum, sum]);
    await store.close();
  });

  test('closing writes what is waiting', async () => {
    const path = directory.file('hangil.db');
    const build = createBuilders();
    const changes = buildWholePayment(build);
    const store = openSqliteStore({ path });
    const commit = store.commit(changes);
    await store.close();
    expect(await commit).toEqual({ kind: 'committed' });
    await expect(store.commit(buildWholePayment(build))).rejects.toThrow();

    const reopened = openSqliteStore({ path });
    expect(await countParts(reopened, changes.payments[0].id)).toBe(4);
    await reopened.close();
  });
});

describe('a disk that fails', () => {
  test('when it is full, the commits of that moment are errors, and go on when there is room', async () => {
    const opened = openDatabase(directory.file('hangil.db'));
    const store = createSqliteStore(opened);
    const build = createBuilders();
    await store.commit(buildWholePayment(build));
    const pages = opened.client.pragma('page_count', { simple: true });
    opened.client.pragma(`max_page_count = ${pages}`);
    const refused = Array.from({ length: 30 }, () => buildWholePayment(build));
    const results = await Promise.allSettled(refused.map((changes) => store.commit(changes)));
    const errors = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code);
    expect(new Set(errors)).toEqual(new Set(['SQLITE_FULL']));
    for (const [index, changes] of refused.entries()) {
      const isWritten = results[index]?.status === 'fulfilled';
      expect(await countParts(store, changes.payments[0].id)).toBe(isWritten ? 4 : 0);
    }
    opened.client.pragma('max_page_count = 1073741823');
    await store.check();
    expect(await store.commit(buildWholePayment(build))).toEqual({ kind: 'committed' });
    const verifier = createLedgerVerifier();
    for await (const entry of store.everyJournalEntry(testScope)) verifier.add(entry);
    expect(verifier.finish((await store.accountDays(testScope, {})).days).problems).toEqual([]);
    await store.close();
  });

  test('when writing fails, nothing more is written until the file is opened anew, and nothing acknowledged is lost', async () => {
    const path = directory.file('hangil.db');
    const [command, ...args] = childCommand('commit-until-failure.ts', path);
    // The size limit of the shell (in units of 1,024 bytes) makes the operating system refuse the write.
    const child = spawn('/bin/bash', ['-c', 'ulimit -f 2500; exec "$@"', 'bash', command, ...args]);
    child.stderr.pipe(process.stderr);
    const { committed, failure, next, check } = JSON.parse(await text(child.stdout));
    expect({ failure, next, check }).toEqual({
      failure: expect.stringMatching(/^SQLITE_IOERR/),
      next: failure,
      check: failure,
    });
    expect(committed.length).toBeGreaterThan(10);

    const store = openSqliteStore({ path });
    expect(await idsOfPayments(store)).toEqual(expect.arrayContaining(committed));
    for (const id of committed) expect(await countParts(store, id)).toBe(4);
    await store.check();
    await store.close();
  });
});
