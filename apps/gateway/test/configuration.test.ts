import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, loadAdapter, loadConfiguration } from '../src/index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hangil-configuration-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

/** Lines of the list, without the path of the temporary directory. */
async function problemsOf(variables: Record<string, string>): Promise<string[]> {
  const outcome = await loadConfiguration(variables, loadAdapter).catch((error: unknown) => error);
  if (!(outcome instanceof ConfigurationError)) throw outcome;
  return outcome.problems.map((problem) => problem.replaceAll(`${directory}/`, ''));
}

const problemsOfYaml = (yaml: string, variables: Record<string, string> = {}) =>
  problemsOf({ ...variables, HANGIL_CONFIG: write('hangil.yaml', yaml) });

const account = (overrides: string) => `
merchants:
  - id: demo
    name: Demo Shop
    api_keys: [{ name: default, secret: sk_test_demo }]
    provider_accounts:
${overrides.replace(/^/gm, '      ')}
`;
const iamport = `- id: main
  adapter: iamport
  credentials: { imp_key: k, imp_secret: s, user_code: u }
  channels: [{ id: card, pg: kcp, methods: [card] }]`;

describe('the environment', () => {
  it('alone starts the sandbox with the documented defaults', async () => {
    expect(await loadConfiguration({}, loadAdapter)).toEqual({
      environment: {
        port: 8080,
        host: '127.0.0.1',
        publicUrl: null,
        database: { kind: 'sqlite', path: './data/hangil.db' },
        configurationFile: null,
        logLevel: 'info',
        masterKey: null,
        apiKey: null,
        adminApiKey: null,
        adminMerchant: null,
        simulatorPort: 8081,
        drainMs: 0,
        tracing: null,
      },
      merchants: null,
    });
  });

  it.each(['x-key=50%', 'x-key=%zz', 'x-key=%ff'])(
    'may give a collector headers, which must be decodable: %s',
    async (headers) => {
      const problems = await problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: headers });
      expect(problems[0]).toMatch(/^OTEL_EXPORTER_OTLP_HEADERS: must be /);
      expect(problems.join()).not.toContain('x-key');
    },
  );

  it('has all its problems listed at once, and no value repeated', async () => {
    const problems = await problemsOf({
      PORT: 'eighty',
      HANGIL_PUBLIC_URL: 'ftp://example.com',
      HANGIL_DATABASE_URL: 'mysql://user:CANARY@db/hangil',
      HANGIL_LOG_LEVEL: 'loud',
      HANGIL_API_KEY: 'CANARY',
      HANGIL_CONFIG: join(directory, 'missing.yaml'),
    });
    expect(problems.map((problem) => problem.split(/[: ]/)[0])).toEqual([
      'PORT',
      'HANGIL_PUBLIC_URL',
      'HANGIL_DATABASE_URL',
      'HANGIL_LOG_LEVEL',
      'HANGIL_API_KEY',
      'missing.yaml',
    ]);
    expect(problems.join()).not.toContain('CANARY');
  });

  it.each([
    'postgres://',
    'postgres://host',
    'postgres://host/',
    'postgres://user:CANARY%@host/hangil',
    'postgresql:x',
  ])('takes no URL of PostgreSQL that leads nowhere: %s', async (url) => {
    const [problem] = await problemsOf({ HANGIL_DATABASE_URL: url });
    expect(problem).toContain('HANGIL_DATABASE_URL: must be file:');
    expect(problem).not.toContain('CANARY');
  });

  it('takes the URL of PostgreSQL, from a file too, because it carries the password', async () => {
    const url = 'postgresql://hangil:s%25cret@db.example:5433/shop?sslmode=require';
    for (const variables of [{ HANGIL_DATABASE_URL: url }, { HANGIL_DATABASE_URL_FILE: write('url', `${url}\n`) }]) {
      const { environment } = await loadConfiguration(variables, loadAdapter);
      expect(environment.database).toEqual({ kind: 'postgres', url });
    }
  });

  it('takes secrets from files', async () => {
    const file = write('key', 'sk_test_from_file\n');
    const { environment } = await loadConfiguration({ HANGIL_API_KEY_FILE: file }, loadAdapter);
    expect(environment.apiKey).toBe('sk_test_from_file');
    expect(await problemsOf({ HANGIL_API_KEY_FILE: join(directory, 'nothing') })).toEqual([
      'HANGIL_API_KEY_FILE: nothing cannot be read',
    ]);
    expect(await problemsOf({ HANGIL_API_KEY_FILE: file, HANGIL_API_KEY: 'sk_test_x' })).toEqual([
      'HANGIL_API_KEY and HANGIL_API_KEY_FILE are both set',
    ]);
  });
});

describe('the key of the administrator', () => {
  const keyless = account(iamport).replace(/ *api_keys:.*\n( *- .*secret.*\n)?/, '');
  const adminKey = 'sk_live_administrator';

  async function merchantsWith(yaml: string, more: Readonly<Record<string, string>> = {}) {
    const variables = { HANGIL_CONFIG: write('hangil.yaml', yaml), HANGIL_ADMIN_API_KEY: adminKey, ...more };
    return (await loadConfiguration(variables, loadAdapter)).merchants ?? [];
  }

  it('is one of the only merchant, who then needs no other', async () => {
    expect(keyless).not.toContain('api_keys');
    const [merchant] = await merchantsWith(keyless);
    expect(merchant?.apiKeys).toMatchObject([{ name: 'admin', livemode: true, merchantId: merchant?.id }]);
    const [withOwn] = await merchantsWith(account(iamport));
    expect(withOwn?.apiKeys.map(({ name }) => name)).toEqual([expect.any(String), 'admin']);
  });

  it('can come from a file, and without it the merchant has no key', async () => {
    const config = { HANGIL_CONFIG: write('hangil.yaml', keyless) };
    const { merchants } = await loadConfiguration(
      { ...config, HANGIL_ADMIN_API_KEY_FILE: write('admin-key', `${adminKey}\n`) },
      loadAdapter,
    );
    expect(merchants?.[0]?.apiKeys).toHaveLength(1);
    expect((await problemsOf(config)).join()).toMatch(/api_keys: .*HANGIL_ADMIN_API_KEY/);
  });

  it('of several merchants must say whose it is', async () => {
    const two = `${keyless}${keyless.replace(/^merchants:\n/m, '').replaceAll(/id: (\w+)/g, 'id: $1-2')}`;
    const ids = [...two.matchAll(/^ {2}- id: (\S+)/gm)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    const variables = { HANGIL_CONFIG: write('hangil.yaml', two), HANGIL_ADMIN_API_KEY: adminKey };
    expect((await problemsOf(variables)).join()).toContain(
      `HANGIL_ADMIN_MERCHANT: must name the merchant of HANGIL_ADMIN_API_KEY: ${ids.join(', ')}`,
    );
    expect((await problemsOf({ ...variables, HANGIL_ADMIN_MERCHANT: 'nobody' })).join()).toContain(
      'must name the merchant',
    );
    expect((await problemsOf({ HANGIL_CONFIG: variables.HANGIL_CONFIG, HANGIL_ADMIN_MERCHANT: 'x' })).join()).toContain(
      'which is not set',
    );
  });

  it('is refused when it is another key already, or a live key of the sandbox', async () => {
    const own = account(iamport).replace(/sk_\w+/, adminKey);
    expect(
      (await problemsOf({ HANGIL_CONFIG: write('hangil.yaml', own), HANGIL_ADMIN_API_KEY: adminKey })).join(),
    ).toContain('another API key has this secret');
    expect(await problemsOf({ HANGIL_ADMIN_API_KEY: adminKey, HANGIL_API_KEY: adminKey })).toHaveLength(2);
    expect((await loadConfiguration({ HANGIL_ADMIN_API_KEY: 'sk_test_admin' }, loadAdapter)).merchants).toBeNull();
  });
});

describe('hangil.yaml', () => {
  it('is expanded from the environment and from files, then read', async () => {
    const yaml = account(
      iamport.replace('imp_key: k', `imp_key: \${IMP_KEY}`).replace('imp_secret: s', `imp_secret: \${IMP_SECRET}`),
    );
    const variables = {
      HANGIL_CONFIG: write('hangil.yaml', yaml),
      IMP_KEY: '0123456789012345',
      IMP_SECRET_FILE: write('secret', 'from-file\n'),
    };
    const { merchants } = await loadConfiguration(variables, loadAdapter);
    expect(merchants?.[0]?.providerAccounts[0]?.settings.credentials).toEqual({
      imp_key: '0123456789012345',
      imp_secret: 'from-file',
      user_code: 'u',
    });
  });

  it('has all its problems listed at once with their places: variables, unknown keys, references, adapters, their settings', async () => {
    const problems = await problemsOfYaml(
      `merchants:
  - id: demo
    name: Demo Shop
    color: red
    api_keys:
      - { name: default, secret: \${SHOP_KEY} }
      - { name: wrong, secret: CANARY }
    provider_accounts:
      - id: main
        adapter: iamport
        base_url: nowhere
        credentials: { imp_key: k, imp_secret: s, user_code: u }
        channels:
          - { id: card, pg: kcp, methods: [card, teleport] }
      - id: main
        adapter: missing-adapter
        channels:
          - { id: card, methods: [card] }
    routing:
      rules:
        - { name: r, when: { weather: rain }, use: [card] }
      default: [nowhere]
`,
      { PORT: '70000' },
    );
    expect(problems).toEqual([
      'PORT: must be a port number',
      `hangil.yaml:6 \${SHOP_KEY} is not set`,
      expect.stringMatching(/^hangil\.yaml:7 merchants\[0\]\.api_keys\[1\]\.secret: must begin with sk_test_/),
      'hangil.yaml:21 merchants[0].routing.rules[0].when.weather: unknown key',
      'hangil.yaml:4 merchants[0].color: unknown key',
      'hangil.yaml:15 merchants[0].provider_accounts[1].id: another provider account has this id',
      'hangil.yaml:18 merchants[0].provider_accounts[1].channels[0].id: another channel has this id; channel ids are part of ledger accounts',
      'hangil.yaml:22 merchants[0].routing.default[0]: no channel of this merchant has this id',
      expect.stringMatching(
        /^hangil\.yaml:14 merchants\[0\]\.provider_accounts\[0\]\.channels\[0\]\.methods\[1\]: iamport offers card, /,
      ),
      expect.stringMatching(/^hangil\.yaml:11 merchants\[0\]\.provider_accounts\[0\]\.base_url: /),
      expect.stringMatching(
        /^hangil\.yaml:16 merchants\[0\]\.provider_accounts\[1\]\.adapter: there is no built-in adapter/,
      ),
    ]);
    expect(problems.join()).not.toContain('CANARY');
  });

  it.each([
    [
      'an unknown key of an account',
      account(iamport.replace('adapter:', 'base_uri: http://x.example\n  adapter:')),
      'provider_accounts[0].base_uri',
    ],
    [
      'an unknown key of a channel',
      account(iamport.replace('pg: kcp,', 'pg: kcp, colour: red,')),
      'channels[0].colour',
    ],
    ['a missing credential', account(iamport.replace('imp_secret: s, ', '')), 'credentials.imp_secret'],
    [
      'a channel of another account, and no routing',
      account(`${iamport}\n${iamport.replace('id: main', 'id: second')}`),
      'another channel has this id',
    ],
    ['no merchants', 'merchants: []', 'merchants'],
    ['nothing', '', 'the file'],
    ['a key that is given twice', 'merchants: []\nmerchants: []', 'is not valid YAML (DUPLICATE_KEY)'],
    ['what is no YAML', 'merchants: [\n', 'is not valid YAML'],
  ])('with %s is refused, and the place named', async (_what, yaml, place) => {
    const problems = await problemsOfYaml(yaml);
    expect(problems.join('\n')).toContain(place);
  });

  it('may say everything the contract shows', async () => {
    const yaml = `
merchants:
  - id: demo
    name: Demo Shop
    api_keys:
      - { name: default, secret: sk_live_demo }
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: https://api.iamport.kr
        credentials: { imp_key: k, imp_secret: s, user_code: imp00000000 }
        options: { token_scheme: bare }
        channels:
          - { id: kcp-card, pg: kcp.T0000, channel_key: null, methods: [card, virtual_account, bank_transfer, mobile] }
          - { id: kakao, pg: kakaopay.TC0ONETIME, methods: [easy_pay/kakaopay] }
          - { id: other, pg: html5_inicis.INIpayTest, methods: [card] }
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: https://api.ecommpay.com
        payment_page_url: https://paymentpage.ecommpay.com
        credentials: { project_id: 200, secret: x }
        channels:
          - { id: korean-banks, methods: [bank_transfer, payout/bank_transfer], options: { flow: gate_redirect } }
    webhook_endpoints:
      - { url: https://shop.example/hooks, secret: whsec_x, events: ["*"] }
    routing:
      rules:
        - { name: small transfers by bank, when: { method: bank_transfer, amount: { lt: 30000000 } }, use: [korean-banks, kcp-card] }
        - { name: cards 70/30, when: { method: card }, split: [ { channel: kcp-card, weight: 70 }, { channel: other, weight: 30 } ] }
      default: [kcp-card]
`;
    const { merchants } = await loadConfiguration({ HANGIL_CONFIG: write('hangil.yaml', yaml) }, loadAdapter);
    expect(merchants?.[0]).toMatchObject({
      apiKeys: [{ livemode: true }],
      routing: {
        rules: [{ use: ['korean-banks', 'kcp-card'] }, { split: [{ weight: 70 }, { weight: 30 }] }],
        default: ['kcp-card'],
      },
      webhookEndpoints: [{ url: 'https://shop.example/hooks' }],
    });
  });
});
