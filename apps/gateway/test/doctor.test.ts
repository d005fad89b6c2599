import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { minuteMs, systemClock } from '@hangil/core';
import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { machineProbes, type Probes } from '../src/doctor/probes.ts';
import { runDoctor } from '../src/doctor/run-doctor.ts';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

/** Only test keys, as long as they should be. */
function testShops(...[url, keys, endpoints]: Parameters<typeof twoShops>): string {
  return twoShops(url, keys, endpoints).replace(/^.*name: live.*\n/m, '');
}

const masterKey = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64');
const liveKey = 'sk_live_4f9a1c0d7b3e58a26c91f0aa';

let gateway: TestGateway;
let sound: string;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({ configuration: testShops });
  await gateway.post('/v1/payments', keyInPayment());
  sound = readFileSync(join(gateway.directory, 'hangil.yaml'), 'utf8');
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
afterAll(() => gateway.close());

interface Plan {
  readonly variables?: Readonly<Record<string, string>>;
  readonly probes?: Partial<Probes>;
}

const localDisk = { type: 0xef53, freeBytes: 20 * 2 ** 30 };
/** The proxy with TLS in front of the gateway. */
const proxied: Plan = {
  variables: { HANGIL_PUBLIC_URL: 'https://pay.shop.example', HANGIL_MASTER_KEY: masterKey },
  probes: {
    fetch: (url, init) => fetch(String(url).replace('https://pay.shop.example', gateway.url()), init),
  },
};

async function diagnose({ variables, probes }: Plan = {}) {
  const environment = {
    HANGIL_CONFIG: join(gateway.directory, 'hangil.yaml'),
    HANGIL_DATABASE_URL: `file:${join(gateway.directory, 'data', 'hangil.db')}`,
    HANGIL_PUBLIC_URL: gateway.url(),
    ...variables,
  };
  const looks = { ...machineProbes, fileSystem: async () => localDisk, ...probes };
  return runDoctor(environment, looks, () => {});
}

/** Another configuration, beside the one that the gateway was started with. */
function configured(change: (yaml: string) => string, { variables, probes }: Plan = {}): Plan {
  const file = join(gateway.directory, 'other.yaml');
  const changed = change(sound);
  expect(changed).not.toBe(sound);
  writeFileSync(file, changed, { mode: 0o600 });
  undo.push(() => rmSync(file));
  return { variables: { ...variables, HANGIL_CONFIG: file }, ...(probes === undefined ? {} : { probes }) };
}

const withLiveKey = (yaml: string, key = liveKey) =>
  yaml.replace('api_keys:\n', `api_keys:\n      - { name: live, secret: ${key} }\n`);
function inDatabase(change: string, back: string): void {
  const run = (sql: string) => {
    const database = new Sqlite(join(gateway.directory, 'data', 'hangil.db'));
    database.exec(sql);
    database.close();
  };
  run(change);
  undo.push(() => run(back));
}

/** An address where nobody listens any more. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function anotherProgram(): Promise<string> {
  const server = createServer((_request, response) => response.end('<html>It works!</html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sandboxAccounts = ['secrets ecommpay-kr', 'secrets iamport-main'];

/** What is planted, and where it must be found: the check with its subject. */
const faults: [what: string, plant: () => Promise<Plan> | Plan, found: string[]][] = [
  [
    'a word that is not known',
    () => configured((yaml) => yaml.replace('name: Demo Shop', 'nam: Demo')),
    ['configuration', 'configuration'],
  ],
  [
    'a database of a newer version',
    () => {
      const path = join(gateway.directory, 'newer.db');
      copyFileSync(join(gateway.directory, 'data', 'hangil.db'), path);
      const database = new Sqlite(path);
      database.pragma('user_version = 9999');
      database.close();
      return { variables: { HANGIL_DATABASE_URL: `file:${path}` } };
    },
    ['database'],
  ],
  [
    'a database that is no database',
    () => {
      const path = join(gateway.directory, 'text.db');
      writeFileSync(path, 'a text that is long enough to be taken for a header, and is none\n'.repeat(100));
      return { variables: { HANGIL_DATABASE_URL: `file:${path}` } };
    },
    ['database'],
  ],
  [
    'a database on a network',
    () => ({ probes: { fileSystem: async () => ({ ...localDisk, type: 0x6969 }) } }),
    ['database'],
  ],
  [
    'a disk that is nearly full',
    () => ({ probes: { fileSystem: async () => ({ ...localDisk, freeBytes: 100_000_000 }) } }),
    ['disk'],
  ],
  [
    'a clock ten minutes behind',
    () => ({ probes: { clock: { now: () => new Date(systemClock.now().getTime() - 10 * minuteMs) } } }),
    ['clock'],
  ],
  ['no public address', () => ({ variables: { HANGIL_PUBLIC_URL: '' } }), ['public_url']],
  [
    'a public address where nobody listens',
    async () => ({ variables: { HANGIL_PUBLIC_URL: await nobody() } }),
    ['public_url'],
  ],
  [
    'a public address of another program',
    async () => ({ variables: { HANGIL_PUBLIC_URL: await anotherProgram() } }),
    ['public_url'],
  ],
  [
    'a wrong secret of a provider',
    () => configured((yaml) => yaml.replace('imp_secret: imp_secret_test', 'imp_secret: mistyped')),
    ['credentials iamport-main'],
  ],
  [
    'a provider that is not reached',
    () => configured((yaml) => yaml.replace(/base_url: .*\/ecommpay$/m, 'base_url: http://127.0.0.1:9/ecommpay')),
    ['credentials ecommpay-kr'],
  ],
  [
    'an account that the running gateway does not know',
    () => configured((yaml) => yaml.replace('id: iamport-other', 'id: iamport-new')),
    ['notice_url iamport-new'],
  ],
  [
    'a secret that others can read',
    () => {
      const file = join(gateway.directory, 'master-key');
      writeFileSync(file, masterKey);
      chmodSync(file, 0o644);
      return { variables: { HANGIL_MASTER_KEY_FILE: file } };
    },
    ['secrets'],
  ],
  [
    'a short secret of a webhook endpoint',
    () =>
      configured((yaml) =>
        yaml.replace(
          'webhook_endpoints: []',
          "webhook_endpoints: [{ url: 'https://shop.example', secret: short, events: ['*'] }]",
        ),
      ),
    ['secrets demo'],
  ],
  ['credentials of the sandbox beside a live key', () => configured(withLiveKey, proxied), sandboxAccounts],
  [
    'a live key without TLS',
    () => configured(withLiveKey, { variables: { HANGIL_MASTER_KEY: masterKey } }),
    ['public_url', ...sandboxAccounts],
  ],
  [
    'a live key without a master key',
    () => configured(withLiveKey, { ...proxied, variables: { ...proxied.variables, HANGIL_MASTER_KEY: '' } }),
    ['secrets', ...sandboxAccounts],
  ],
  [
    'a master key that is not random',
    () => ({ variables: { HANGIL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') } }),
    ['secrets'],
  ],
  [
    'a live key that can be guessed',
    () => configured((yaml) => withLiveKey(yaml, 'sk_live_shop1'), proxied),
    ['secrets demo', ...sandboxAccounts],
  ],
  [
    'a live key in a file that others can read',
    () => {
      const plan = configured(withLiveKey, proxied);
      chmodSync(join(gateway.directory, 'other.yaml'), 0o644);
      return plan;
    },
    [`secrets other.yaml`, ...sandboxAccounts],
  ],
  [
    'an outcome that has been unknown for two hours',
    async () => {
      const { faults: providerFaults } = gateway.simulator.fakes.iamport;
      providerFaults.inject('onetime', { kind: 'error_after', status: 500 });
      providerFaults.inject('find', { kind: 'error_before', status: 500 });
      const { body } = await gateway.post('/v1/payments', keyInPayment());
      const { id, status } = body.resource;
      expect(status).toBe('unknown');
      inDatabase(
        `UPDATE payment SET created_at = created_at - 7200000 WHERE id = '${id}'`,
        `UPDATE payment SET created_at = created_at + 7200000 WHERE id = '${id}'`,
      );
      undo.push(() => gateway.post(`/v1/payments/${id}/sync`));
      return {};
    },
    ['backlog unknown_payments'],
  ],
  [
    'a balance that somebody changed',
    () => {
      const change = (sign: string) =>
        `UPDATE account_day SET debit_minor = debit_minor ${sign} 70 WHERE debit_minor > 100`;
      inDatabase(change('+'), change('-'));
      return {};
    },
    ['ledger demo (test)'],
  ],
];

it('finds nothing where all is well, and changes nothing', async () => {
  const before = await gateway.get('/v1/ledger/verify');
  const findings = await diagnose();
  expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(new Set(findings.map(({ check }) => check)).size).toBe(10);
  expect((await gateway.get('/v1/ledger/verify')).body).toEqual(before.body);
  expect((await gateway.get('/v1/payments')).body.data).toHaveLength(1);
});

describe('finds, and nothing else', () => {
  it.each(faults)('%s', async (_what, plant, found) => {
    const findings = await diagnose(await plant());
    const failures = findings.filter(({ status }) => status === 'failed');
    const names = failures.map(({ check, subject }) =>
      subject === null || subject.includes('master-key') ? check : `${check} ${subject.split('/').at(-1)}`,
    );
    expect(names.sort()).toEqual(found.toSorted());
    for (const { message, fix } of failures) {
      expect(fix).toMatch(/\w{3}/);
      for (const secret of [masterKey, liveKey, 'imp_secret_test', 'mistyped'])
        expect(`${message} ${fix}`).not.toContain(secret);
    }
  });
});

it('a database that this user may not write is found, whoever runs the gateway', async () => {
  const superuser = process.geteuid?.() === 0;
  const path = join(gateway.directory, 'data', 'hangil.db');
  for (const [file, mode] of [
    [gateway.directory, 0o755],
    [join(gateway.directory, 'data'), 0o555],
    [path, 0o444],
  ] as const) {
    chmodSync(file, mode);
    undo.push(() => chmodSync(file, 0o755));
  }
  if (superuser) {
    process.seteuid?.(65_534);
    undo.push(() => process.seteuid?.(0));
  }
  const failures = (await diagnose()).filter(({ status }) => status === 'failed');
  expect(failures.map(({ check }) => check)).toContain('database');
  expect(failures[0]).toMatchObject({ message: expect.stringContaining(path), fix: expect.stringContaining('write') });
});

describe('on PostgreSQL', () => {
  let database: TestDatabase;
  let other: TestGateway;
  beforeAll(async () => {
    database = await createTestDatabase();
    other = await startTestGateway({ configuration: testShops, variables: { HANGIL_DATABASE_URL: database.url } });
    await other.post('/v1/payments', keyInPayment());
  });
  afterAll(async () => {
    await other.close();
    await database.drop();
  });

  async function failuresAt(url: string): Promise<string[]> {
    const variables = {
      HANGIL_CONFIG: join(other.directory, 'hangil.yaml'),
      HANGIL_DATABASE_URL: url,
      HANGIL_PUBLIC_URL: other.url(),
    };
    const findings = await runDoctor(variables, machineProbes, () => {});
    expect(JSON.stringify(findings)).not.toContain('CANARY');
    return findings
      .filter(({ status }) => status === 'failed')
      .map(({ check, subject }) => `${check} ${subject ?? ''}`.trim());
  }

  it('finds nothing where all is well', async () => {
    expect(await failuresAt(database.url)).toEqual([]);
  });

  it('finds a server that does not answer, and tells no password', async () => {
    const { port } = new URL(await nobody());
    expect(await failuresAt(`postgres://hangil:CANARY@127.0.0.1:${port}/hangil`)).toEqual(['database']);
  });

  it('finds a balance that somebody changed, and tables of a newer version', async () => {
    await database.query('UPDATE account_day SET debit_minor = debit_minor + 70 WHERE debit_minor > 100');
    expect(await failuresAt(database.url)).toEqual(['ledger demo (test)']);
    await database.query("INSERT INTO schema_migration (version, name) VALUES (9999, 'future')");
    expect(await failuresAt(database.url)).toEqual(['database']);
  });
});

describe('the command', () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  async function run(words: readonly string[], variables: Readonly<Record<string, string>>) {
    const given = ['--conditions=@hangil/source', '--import', 'tsx', main, 'doctor', ...words];
    const env = { PATH: process.env.PATH, ...variables };
    return promisify(execFile)(process.execPath, given, { env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
    );
  }

  it('says what is wrong with what to do, and ends with 1; as JSON for programs', async () => {
    const variables = {
      HANGIL_CONFIG: join(gateway.directory, 'hangil.yaml'),
      HANGIL_DATABASE_URL: `file:${join(gateway.directory, 'data', 'hangil.db')}`,
      HANGIL_PUBLIC_URL: await nobody(),
    };
    const { code, stdout } = await run([], variables);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAILED {2}public_url: http:\/\/127\.0\.0\.1:\d+ cannot be reached from here \(ECONNREFUSED\)\.\n {10}Is the gateway running/m,
    );
    expect(stdout).toMatch(/^ok {6}credentials iamport-main: /m);
    const json = await run(['--json'], variables);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, findings: expect.arrayContaining([]) });
  });

  it('ends with 0 for a sandbox that was never started', async () => {
    const { code, stdout } = await run([], {
      HANGIL_DATABASE_URL: `file:${join(gateway.directory, 'none', 'hangil.db')}`,
    });
    expect(stdout).not.toContain('FAILED');
    expect(code).toBe(0);
  });
});
