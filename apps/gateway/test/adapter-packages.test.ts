import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, loadAdapter, loadConfiguration } from '../src/index.ts';
import { spawnGateway } from './support/gateway-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-adapter-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const manifest = {
  id: 'village',
  name: { ko: '마을은행', en: 'Village Bank' },
  paymentMethods: ['key_in'],
  payoutMethods: [],
  currencies: ['KRW'],
  createIdempotency: 'none',
  inquiry: { kind: 'strong' },
  refunds: { offered: false, partial: false, idempotency: 'none' },
  events: { trust: 'hint' },
  callTimeoutMs: 30_000,
};

const provider = "{ specificationVersion: 'v1', manifest: { id: 'village' }, payments: { start() {}, inquire() {} } }";

interface Written {
  readonly specificationVersion?: string;
  readonly claims?: Record<string, unknown>;
  /** Source text. */
  readonly create?: string;
}

function sourceOf({ specificationVersion = 'v1', claims = {}, create = `() => (${provider})` }: Written): string {
  const text = JSON.stringify({ ...manifest, ...claims });
  return `export const adapter = { specificationVersion: '${specificationVersion}', manifest: ${text}, create: ${create} };`;
}

function install(source: string, packageFields: object = { exports: './index.js' }): void {
  const place = join(folder, 'node_modules', 'village-adapter');
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: 'village-adapter', type: 'module', ...packageFields }),
  );
  writeFileSync(join(place, 'index.js'), source);
}

/** Writes a configuration that names the package into the folder. */
function writeConfiguration(onBrokenAdapter = 'refuse'): string {
  const file = join(folder, 'hangil.yaml');
  writeFileSync(
    file,
    `merchants:
  - id: demo
    name: Demo Shop
    api_keys: [{ name: default, secret: sk_test_demo }]
    provider_accounts:
      - id: main
        adapter: village-adapter
        credentials: { key: CANARY }
        on_broken_adapter: ${onBrokenAdapter}
        channels: [{ id: cards, methods: [key_in] }]
`,
  );
  return file;
}

const load = () => loadConfiguration({ HANGIL_CONFIG: writeConfiguration() }, loadAdapter);

/** The one line in which the package is refused, without the place in the file. */
async function refusal(): Promise<string> {
  const outcome = await load().catch((error: unknown) => error);
  if (!(outcome instanceof ConfigurationError)) throw outcome;
  expect(outcome.problems).toHaveLength(1);
  const [line = ''] = outcome.problems;
  expect(line).not.toMatch(/\n|CANARY/);
  expect(line).toContain('hangil.yaml:7 merchants[0].provider_accounts[0].adapter: ');
  return line.replace(/^.*?\.adapter: /, '');
}

describe('an adapter package installed next to the configuration', () => {
  it('is found there', async () => {
    install(sourceOf({}));
    const { merchants } = await load();
    expect(merchants?.[0]?.providerAccounts[0]?.adapter.manifest).toEqual(manifest);
  });

  it.each<[string, () => void, RegExp]>([
    ['is not there', () => {}, /^there is no built-in adapter and no package of this name installed/],
    [
      'was not built',
      () => install(sourceOf({}), { exports: './dist/index.js' }),
      /^the package has no entry .*dist\/index\.js/,
    ],
    [
      'exports nothing by its name',
      () => install(sourceOf({}), { exports: { './other': './index.js' } }),
      /^the package has no entry .*exports/,
    ],
    [
      'throws on import',
      () => install("throw new Error('no licence\\nsecond line');"),
      /^the package cannot be loaded: Error: no licence$/,
    ],
    [
      'lacks a library',
      () => install("import 'a-library-that-nobody-has';"),
      /^the package cannot be loaded: .*a-library-that-nobody-has/,
    ],
    ['is no JavaScript', () => install('export const adapter ='), /^the package cannot be loaded: SyntaxError/],
    [
      'exports no adapter',
      () => install('export const adaptor = {};'),
      /^the package exports no usable adapter: it exports nothing named adapter$/,
    ],
    [
      'is written for another version of the specification',
      () => install(sourceOf({ specificationVersion: 'v2' })),
      /adapter\.specificationVersion: this gateway speaks v1 of the port specification$/,
    ],
    [
      'has a broken manifest',
      () => install(sourceOf({ claims: { inquiry: { kind: 'eventual' } } })),
      /adapter\.manifest\.inquiry\.visibilityDelayMs: /,
    ],
    [
      'has limits that are no amounts',
      () => install(sourceOf({ claims: { paymentLimits: { KRW: { minMinor: 1.5, maxMinor: 2 } } } })),
      /adapter\.manifest\.paymentLimits\.KRW\.minMinor: /,
    ],
    [
      'calls itself like a built-in adapter',
      () => install(sourceOf({ claims: { id: 'iamport' } })),
      /^the package exports no usable adapter: adapter\.manifest\.id: iamport is the name of a built-in adapter$/,
    ],
    [
      'throws when it is looked at',
      () => install('export const adapter = { get manifest() { throw new Error("CANARY"); } };'),
      /^the package exports no usable adapter: it throws when it is looked at$/,
    ],
    [
      'creates the provider of another adapter',
      () => install(sourceOf({ create: `() => ({ ...${provider}, manifest: { id: 'iamport' } })` })),
      /^the adapter is broken: it creates no usable provider: provider\.manifest\.id: is not village$/,
    ],
    ['cannot be created', () => install(sourceOf({ create: '"later"' })), /adapter\.create: must be a function$/],
    ['creates nothing', () => install(sourceOf({ create: '() => {}' })), /^the adapter is broken: .* provider: /],
    [
      'creates half a port',
      () => install(sourceOf({ create: `() => ({ ...${provider}, refunds: { refund() {} } })` })),
      /^the adapter is broken: it creates no usable provider: provider\.refunds\.inquire: must be a function$/,
    ],
    [
      'throws when it is created',
      () => install(sourceOf({ create: '({ credentials }) => { throw new TypeError(credentials.key); }' })),
      /^the adapter is broken: it threw TypeError at .*village-adapter\/index\.js:\d+:\d+\)? instead of refusing/,
    ],
  ])('that %s is refused in one clear line', async (_, arrange, line) => {
    arrange();
    expect(await refusal()).toMatch(line);
  });
});

it('a package that never finishes loading is given up', async () => {
  install('await new Promise(() => {});');
  await expect(loadAdapter('village-adapter', folder, 50)).rejects.toThrow(
    'the package cannot be loaded: Error: it was not ready within 50 ms',
  );
});

it('a wrong setting is refused even where a broken adapter would be skipped', async () => {
  install(
    sourceOf({
      create: `() => { throw Object.assign(new Error('credentials.key: too short'), { name: 'ProviderSettingsError', path: 'credentials.key' }); }`,
    }),
  );
  const file = writeConfiguration('skip');
  await expect(loadConfiguration({ HANGIL_CONFIG: file }, loadAdapter)).rejects.toThrow('credentials.key: too short');
});

/** In a process of its own: vitest resolves `import` entries everywhere, Node does not. */
it('a package whose exports offer only `import` is refused in one clear line', async () => {
  install(sourceOf({}), { exports: { import: './index.js' } });
  const { ended } = spawnGateway({ HANGIL_CONFIG: writeConfiguration() });
  const { code, problems } = await ended;
  expect(code).toBe(1);
  expect(problems.trim().split('\n').slice(1)).toEqual([
    expect.stringMatching(/adapter: the package has no entry \(is it built, and has its "exports" a "default"\?\)/),
  ]);
});
