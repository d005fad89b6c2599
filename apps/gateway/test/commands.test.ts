import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommandError } from '../src/commands/command-error.ts';
import { runCommand } from '../src/commands/run-command.ts';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
let database: string;
let directory: string;
let jsonl: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  directory = mkdtempSync(join(tmpdir(), 'hangil-commands-'));
  database = join(gateway.directory, 'data', 'hangil.db');
  for (let count = 0; count < 3; count += 1) await gateway.post('/v1/payments', keyInPayment());
  const { body } = await gateway.get('/v1/payments');
  await gateway.post(`/v1/payments/${body.data[0].id}/refunds`, { amount: 3_000, reason: '변심' });
  jsonl = join(directory, 'book.jsonl');
  writeFileSync(jsonl, (await run('ledger export', database, '--format', 'jsonl')).text);
});
afterAll(async () => {
  await gateway.close();
  rmSync(directory, { recursive: true });
});

async function run(command: string, ...words: string[]) {
  let text = '';
  const io = {
    out: async (part: string) => {
      text += part;
    },
    status: () => {},
  };
  const code = await runCommand([...command.split(' '), ...words], io);
  return { code, text };
}

async function headOfGateway(): Promise<string> {
  return (await gateway.get('/v1/ledger/verify')).body.head_hash;
}

describe('hangil ledger verify', () => {
  it('proves a database beside the gateway that writes it, and a file of lines, to the same head', async () => {
    const line = `demo (test): 5 entries, head ${await headOfGateway()}, 0 problems\n`;
    expect(await run('ledger verify', database)).toEqual({ code: 0, text: line });
    expect(await run('ledger verify', jsonl)).toEqual({ code: 0, text: line });
  });

  it('finds one figure that was changed in the file', async () => {
    const tampered = join(directory, 'tampered.jsonl');
    writeFileSync(tampered, readFileSync(jsonl, 'utf8').replaceAll('"amount":3000', '"amount":2000'));
    const { code, text } = await run('ledger verify', tampered);
    expect(code).toBe(1);
    expect(text).toMatch(/broken_chain je_\w+ entry 4 is not what was written/);
  });

  it('finds a balance that was changed behind the gateway’s back', async () => {
    const copy = join(directory, 'touched.db');
    await run('backup', database, copy);
    const client = new Sqlite(copy);
    client.exec('UPDATE account_day SET debit_minor = debit_minor + 1 WHERE debit_minor > 0');
    client.close();
    expect(await run('ledger verify', copy)).toMatchObject({
      code: 1,
      text: expect.stringContaining('balance_differs'),
    });
  });

  it('names the line that is no entry', async () => {
    const broken = join(directory, 'broken.jsonl');
    writeFileSync(broken, `${readFileSync(jsonl, 'utf8')}{"number":6}\n`);
    await expect(run('ledger verify', broken)).rejects.toThrow(/broken.jsonl, line 6: /);
  });
});

describe('hangil ledger import', () => {
  it('moves a book whole: the new database ends with the same hash', async () => {
    const target = join(directory, 'moved.db');
    expect((await run('ledger import', jsonl, target)).text).toBe(`demo (test): head ${await headOfGateway()}\n`);
    expect((await run('ledger verify', target)).code).toBe(0);
    expect((await run('ledger trial-balance', target)).text).toBe((await run('ledger trial-balance', database)).text);
    await expect(run('ledger import', jsonl, target)).rejects.toThrow(/exists/);
  });

  it('refuses a file with a gap', async () => {
    const gap = join(directory, 'gap.jsonl');
    writeFileSync(gap, readFileSync(jsonl, 'utf8').split('\n').toSpliced(1, 1).join('\n'));
    await expect(run('ledger import', gap, join(directory, 'gap.db'))).rejects.toThrow(
      /broken_chain entry 3 follows entry 1/,
    );
  });
});

describe('hangil backup', () => {
  it('copies while payments go on, and yesterday’s copy with the provider’s truth makes correct books again', async () => {
    const copy = join(directory, 'yesterday.db');
    const opened = (await gateway.post('/v1/payments', { ...keyInPayment(), order_id: 'RESTORED-1' })).body;
    const [made] = await Promise.all([run('backup', database, copy), gateway.post('/v1/payments', keyInPayment())]);
    expect(made).toMatchObject({ code: 0, text: expect.stringContaining('0 problems') });
    const refund = { amount: 4_000, reason: '변심' };
    await gateway.post(`/v1/payments/${opened.id}/refunds`, refund);

    await gateway.restart(() => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
      writeFileSync(database, readFileSync(copy));
    });
    const before = (await gateway.get(`/v1/payments/${opened.id}`)).body;
    expect(before).toMatchObject({ status: 'paid', amount_refunded: 0 });
    const { body: asked } = await gateway.post(`/v1/payments/${opened.id}/sync`, {});
    expect(asked).toMatchObject({ status: 'partially_refunded', amount_refunded: 4_000 });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it('writes over nothing', async () => {
    await expect(run('backup', database, jsonl)).rejects.toThrow(/exists/);
    await expect(run('backup', join(directory, 'none.db'), join(directory, 'x.db'))).rejects.toThrow(/does not exist/);
  });
});

describe('other commands', () => {
  it('export a book for accounting programs', async () => {
    expect((await run('ledger export', database, '--format', 'hledger', '--merchant', 'demo')).text).toContain(
      'account asset:pg:iamport:kcp-card',
    );
    expect((await run('ledger export', database, '--format', 'beancount')).text).toContain(
      ' open Assets:Pg:Iamport:Kcp-card',
    );
  });

  it('report from the file what the gateway reports', async () => {
    const range = ['--from', '2020-01-01', '--to', '2099-12-31'];
    const query = 'from=2020-01-01&to=2099-12-31&format=csv';
    const account = 'asset:pg:iamport:kcp-card';
    const pairs: [string[], string][] = [
      [['ledger sales', database, ...range], `daily_sales?${query}`],
      [['ledger vat', database, ...range], `vat_report?${query}`],
      [['ledger fees', database, ...range], `fee_report?${query}`],
      [['ledger statement', database, '--account', account, ...range], `accounts/${account}/statement?${query}`],
    ];
    for (const [[command = '', ...words], path] of pairs)
      expect((await run(command, ...words)).text.replace(/^\ufeff/, '')).toBe(
        (await gateway.get(`/v1/ledger/${path}`)).text,
      );
  });

  it('show when sales are paid out, and why', async () => {
    const { text } = await run('settlement calendar', '--after', '2', '--from', '2026-02-13', '--days', '2');
    expect(text.split('\n')[0]).toBe(
      '2026-02-13 -> 2026-02-20  2 business days after 2026-02-13 is 2026-02-20. No business day: 2026-02-14 (weekend), ' +
        '2026-02-15 (weekend), 2026-02-16 (Seollal), 2026-02-17 (Seollal), 2026-02-18 (Seollal).',
    );
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  it.each([
    [['ledger sales'], /--from wants a date/],
    [['ledger vat', '--from', '2026-02-01', '--to', '2026-01-01'], /--to must not be before/],
    [['ledger vat', '--from', '2026-02-01', '--to', '2026-03-01', '--basis', 'mood'], /trade_date or settlement_date/],
    [['ledger statement', '--from', '2026-02-01', '--to', '2026-03-01'], /--account wants/],
  ])('say what is wrong with the options %j of a report', async ([command = '', ...words], message) => {
    await expect(run(command, database, ...words)).rejects.toThrow(message);
  });

  it.each([
    [['ledger'], /Commands:/],
    [['dance'], /Commands:/],
    [['ledger', 'verify'], /This command takes: <database or .jsonl>/],
    [['ledger', 'export', 'x.db', '--format', 'xlsx'], /Name a format/],
    [['ledger', 'export', 'x.db', '--colour'], /colour/],
    [['ledger', 'sales'], /This command takes: <database>/],
    [['ledger', 'dance', 'x.db'], /Commands:/],
    [['settlement', 'calendar', '--after', 'two'], /--after wants a whole number/],
    [['settlement', 'calendar', '--after', '2', '--from', '2026-02-30'], /--from wants a date/],
  ])('say what is wrong with %j', async (words, message) => {
    const io = { out: async () => {}, status: () => {} };
    const error = await runCommand(words, io).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandError);
    expect((error as Error).message).toMatch(message);
  });
});

describe('hangil migrate', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('makes the tables of a new database, takes one that has them, and starts nothing', async () => {
    const path = join(directory, 'migrated.db');
    vi.stubEnv('HANGIL_DATABASE_URL', `file:${path}`);
    expect(await run('migrate')).toEqual({ code: 0, text: 'The database has the schema of this version.\n' });
    expect((await run('migrate')).code).toBe(0);
    expect((await run('ledger verify', path)).code).toBe(0);
  });

  it('says in one line why it cannot', async () => {
    vi.stubEnv('HANGIL_DATABASE_URL', `file:${database}`);
    await expect(run('migrate')).rejects.toThrow(/in use by another gateway/);
    vi.stubEnv('HANGIL_DATABASE_URL', 'mysql://nowhere');
    await expect(run('migrate')).rejects.toThrow(/HANGIL_DATABASE_URL: must be/);
  });
});
