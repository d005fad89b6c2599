import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ChannelId,
  money,
  type PayoutPort,
  type PayoutRequest,
  type PayoutVerdict,
  type ProviderReference,
} from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as kit from '../src/index.ts';
import * as jwe from '../src/jwe.ts';
import { client, serve } from './harness.ts';
import { httpAnswer } from './raw-server.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [small = '', example = ''] = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

type Payouts = (http: kit.HttpClient, apiKey: string) => PayoutPort;

/** A folder in which the packages can be imported by their names, as in an adapter. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-kit-readme-'));
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load<Exports>(name: string, code: string): Promise<Exports> {
  const file = join(folder, name);
  writeFileSync(file, code);
  return import(pathToFileURL(file).href);
}

describe('everything that the package exports', () => {
  const values = [...Object.keys(kit), ...Object.keys(jwe)];

  it('is named with what it does', () => {
    const named = (name: string) => readme.includes(`\`${name}(`) || readme.includes(`\`${name}\``);
    expect(values.filter((name) => !named(name))).toEqual([]);
  });

  it('is used in an example that runs', () => {
    const code = `${small}${example}`.replace(/^import \{[^}]*\} from/gm, '');
    expect(values.filter((name) => !new RegExp(`\\b${name}[(.]`).test(code))).toEqual([]);
  });

  it('says in its docstring what its type cannot', () => {
    const folder = new URL('../src/', import.meta.url);
    const sources = readdirSync(folder).filter((name) => !name.includes('.test.'));
    const text = sources.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const index = readFileSync(new URL('index.ts', folder), 'utf8');
    const exported = [...index.matchAll(/\{([^}]*)\} from/g)].flatMap(
      ([, names = '']) => names.match(/\w+(?=,|\s*$)/g) ?? [],
    );
    // Of core, where its docstring stands.
    const own = [...exported, ...Object.keys(jwe)].filter((name) => name !== 'maskCardNumber');
    expect(own.length).toBeGreaterThan(values.length);
    const documented = (name: string) =>
      new RegExp(`\\*/\\nexport (?:async )?(?:function|const|interface|type|class) ${name}\\b`).test(text);
    expect(own.filter((name) => !documented(name))).toEqual([]);
  });
});

it('shows what the small ones give', async () => {
  const code = small.replace(/^(\S.*); \/\/ (.+)$/gm, 'checks.push([$1, $2]);');
  const { checks } = await load<{ checks: [unknown, unknown][] }>('small.ts', `export const checks = [];\n${code}`);
  expect(checks).toHaveLength(34);
  for (const [given, shown] of checks) expect(given).toEqual(shown);
});

describe('the example', () => {
  const request: PayoutRequest = {
    channelId: 'main' as ChannelId,
    reference: 'op1' as ProviderReference,
    amount: money(50_000, 'KRW'),
    destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '도건' },
    customer: {
      id: null,
      name: null,
      firstName: null,
      lastName: null,
      email: null,
      phone: null,
      ipAddress: null,
      language: null,
    },
  };

  async function verdictFor(body: string, status = '200 OK'): Promise<PayoutVerdict> {
    const { payouts } = await load<{ payouts: Payouts }>('example.ts', example);
    const server = await serve({ onRequest: (socket) => socket.end(httpAnswer(body, [], status)) });
    return payouts(client(server.url), 'key').send(request, {});
  }

  const transfer = (state: string) =>
    JSON.stringify({
      id: 't1',
      state,
      reference: 'op1',
      amount: '50000',
      currency: 'KRW',
      finished_at: '2026-03-04T02:00:00Z',
    });

  it('tells a transfer as the provider has it', async () => {
    expect(await verdictFor(transfer('done'))).toEqual({
      kind: 'succeeded',
      amount: money(50_000, 'KRW'),
      reference: 'op1',
      providerTransactionId: 't1',
      occurredAt: new Date('2026-03-04T02:00:00Z'),
    });
    expect(await verdictFor(transfer('refused'))).toMatchObject({ kind: 'declined', providerTransactionId: 't1' });
    expect(await verdictFor(transfer('working'))).toEqual({ kind: 'pending', providerTransactionId: 't1' });
  });

  it('knows nothing after a 5xx, HTML or a cut connection, and that nothing happened where nobody listens', async () => {
    expect(await verdictFor('', '502 Bad Gateway')).toEqual({ kind: 'unknown', cause: 'http 502' });
    expect(await verdictFor('<html>')).toEqual({ kind: 'unknown', cause: 'unreadable body' });
    const { payouts } = await load<{ payouts: Payouts }>('example.ts', example);
    const cutting = await serve({ onRequest: (socket) => void socket.destroy() });
    expect((await payouts(client(cutting.url), 'key').send(request, {})).kind).toBe('unknown');
    await cutting.close();
    expect((await payouts(client(cutting.url), 'key').send(request, {})).kind).toBe('not_created');
  });
});
