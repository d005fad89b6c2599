import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterFiles, defaultsFor } from '../../packages/create-hangil-adapter/src/index.ts';
import { root, runScript, strangersShell, withoutColours } from './processes.ts';

/** Command lines of authors whose PGs are as different as the generator allows. */
const authors: readonly (readonly [pg: string, words: string])[] = [
  ['asks nothing', 'my-pg --yes'],
  [
    'offers everything',
    'grand-pg --methods card,key_in,virtual_account --confirm --payouts --refunds full --currencies USD,KRW --events hint --repeats key --visibility-delay 60',
  ],
  ['only charges cards', 'plain --methods key_in --refunds none --events none --repeats none'],
  ['only waits for deposits', 'deposit-pg --methods virtual_account --payouts --korean-name 입금PG'],
  ['has no signatures', 'old-pg2 --methods key_in,virtual_account --payouts --events hint --repeats none'],
];

let folder: string;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-generator-'));
  variables = strangersShell(join(folder, 'home'));
  execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), join(folder, 'packed')], { stdio: 'pipe' });
  await mustRun('echo "{}" > package.json && npm install packed/create-hangil-adapter-*.tgz');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function mustRun(script: string): Promise<string> {
  const { code, output } = await runScript(script, { folder, variables });
  if (code !== 0) throw new Error(`${script} failed:\n${withoutColours(output)}`);
  return withoutColours(output);
}

describe('the packed generator, for an author whose PG', () => {
  it.each(authors)('%s', { timeout: 300_000 }, async (_, words) => {
    const place = `hangil-adapter-${words.split(' ')[0]}`;
    const output = await mustRun(`
      node node_modules/create-hangil-adapter/dist/main.js ${words}
      cd ${place}
      npm install ../packed/hangil-core-*.tgz ../packed/hangil-adapter-kit-*.tgz ../packed/hangil-adapter-testkit-*.tgz
      npm run types
      npm test
      npm run build
      '${root}/node_modules/.bin/biome' check --error-on-warnings --config-path='${root}' --vcs-enabled=false src test
    `);
    expect(output).toMatch(/Tests +\d{2,} passed/);
    expect(output).toContain(`${words.split(' ')[0]} conforms to v1: `);
    const badge = readFileSync(join(folder, place, 'conformance', `${words.split(' ')[0]}.svg`), 'utf8');
    expect(badge).toMatch(/hangil v1: \d+ passed · 0\.1\.0 · \d{4}-\d\d-\d\d/);
    expect(readFileSync(join(folder, place, 'dist/index.d.ts'), 'utf8')).toContain('adapter: ProviderAdapter');
  });
});

it('asks for the versions that are published with it', () => {
  const { devDependencies } = JSON.parse(adapterFiles(defaultsFor('my-pg')).get('package.json') ?? '');
  for (const name of ['core', 'adapter-kit', 'adapter-testkit']) {
    const { version } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
    expect(devDependencies[`@hangil/${name}`]).toBe(version);
  }
});
