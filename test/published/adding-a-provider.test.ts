import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sectionsOf, tableRows } from '../markdown.ts';
import { freePort, root, runScript, strangersShell, withoutColours } from './processes.ts';
import { stepsOf, toScript } from './walk-through.ts';

const page = readFileSync(join(root, 'docs/adding-a-provider.md'), 'utf8');
const [, shortWay = '', walkThrough = ''] =
  /^## With the generator\n([\s\S]*?)^## Walk-through\n([\s\S]*?)^## Verdicts$/m.exec(page) ?? [];
const example = 'examples/minimal-adapter';

describe('the short way of docs/adding-a-provider.md', () => {
  it('gives, followed to the letter, an adapter that conforms', { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hangil-stranger-'));
    const variables = { ...strangersShell(folder), HANGIL: root };
    const emptyFolder = join(folder, 'work');
    mkdirSync(emptyFolder);
    const { code, output } = await runScript(toScript(stepsOf(shortWay)), { folder: emptyFolder, variables });
    rmSync(folder, { recursive: true });
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/Tests .*\d{3} passed/) });
  });
});

describe('the walk-through of docs/adding-a-provider.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hangil-stranger-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows every file of the example as it is', () => {
    const shown = stepsOf(walkThrough).flatMap((step) => (step.kind === 'file' ? [[step.path, step.text]] : []));
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: join(root, example),
      encoding: 'utf8',
    });
    const expected = files
      .split('\n')
      .filter((path) => path !== '' && path !== 'README.md')
      .map((path) => [path, readFileSync(join(root, example, path), 'utf8')]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
    expect(shown).toHaveLength(expected.length);
  });

  it('gives, followed to the letter, an adapter that conforms and takes a payment', { timeout: 240_000 }, async () => {
    const [gatewayPort, bankPort] = [await freePort(), await freePort()];
    const script = toScript(stepsOf(walkThrough))
      .replaceAll('8080', `${gatewayPort}`)
      .replaceAll('8082', `${bankPort}`);
    const variables = { ...strangersShell(folder), HANGIL: root, PORT: String(gatewayPort) };
    const emptyFolder = join(folder, 'work');
    mkdirSync(emptyFolder);
    const { code, output } = await runScript(script, { folder: emptyFolder, variables });

    expect({ code, output }).toMatchObject({ code: 0 });
    const [, failed, passed] = /Tests +(\d+ failed)?.*?(\d+) passed/.exec(withoutColours(output)) ?? [];
    expect([failed, page.includes(`${passed} scenarios run`)]).toEqual([undefined, true]);
    const [payment, refund, verification, balance, books] = answersIn(output).slice(1);
    expect(payment).toMatchObject({ object: 'payment', status: 'paid', amount_paid: 10_000 });
    expect(refund).toMatchObject({ object: 'refund', status: 'succeeded', amount: 3_000 });
    expect(verification).toMatchObject({ object: 'ledger_verification', ok: true });
    expect(balance?.data).toContainEqual(
      expect.objectContaining({ account: 'asset:pg:minimal-bank:minimal-bank', balance: 7_000 }),
    );
    expect(books?.payments).toEqual([
      expect.objectContaining({ status: 'paid', charges: 1, amountMinor: 10_000, returnedMinor: 3_000 }),
    ]);
    expect(readFileSync(join(emptyFolder, 'shop/gateway.log'), 'utf8')).toMatch(
      /"POST","route":"\/webhooks.*"status":200/,
    );
    const fixtures = await runScript(fixtureTest(), {
      folder: join(emptyFolder, 'hangil-adapter-minimal-bank'),
      variables,
    });
    expect(fixtures).toMatchObject({ code: 1, output: expect.stringMatching(/Tests .*1 failed.*1 passed/) });
  });
});

/** Runs the page's test of recordings over one that was scrubbed and one that was not. */
function fixtureTest(): string {
  const section = /^### Recording real answers$[\s\S]*?^ {3}```ts\n([\s\S]*?)^ {3}```$/m.exec(page)?.[1] ?? '';
  const charge = { id: 'c1', reference: 'r', state: 'new', amount: 1, currency: 'KRW', returned: 0, refunds: [] };
  return toScript([
    { kind: 'commands', text: 'mkdir -p test/fixtures' },
    { kind: 'file', path: 'test/fixtures.test.ts', text: section.replace(/^ {3}/gm, '') },
    { kind: 'file', path: 'test/fixtures/clean.json', text: `${JSON.stringify(charge)}\n` },
    { kind: 'file', path: 'test/fixtures/raw.json', text: `${JSON.stringify({ ...charge, tel: '010-9876-5432' })}\n` },
    { kind: 'commands', text: 'NO_COLOR=1 node_modules/.bin/vitest run test/fixtures.test.ts\n' },
  ]);
}

/** Every JSON object that was printed on a line of its own. */
function answersIn(output: string): Record<string, unknown>[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line));
}

describe('the reference of the manifest', () => {
  const source = readFileSync(join(root, 'packages/core/src/provider/provider-manifest.ts'), 'utf8');
  const section = sectionsOf(page).find(({ heading }) => heading === 'The manifest')?.body ?? '';
  const [rows, portRows] = section.split('Beside the manifest').map(tableRows) as [string[][], string[][]];

  it('has a row for every field, in the order of the source', () => {
    expect(rows.map(([field]) => field)).toEqual(fieldsOf(source));
  });

  it('has a row for every port, in the order of the source', () => {
    const ports = readFileSync(join(root, 'packages/core/src/provider/payment-provider.ts'), 'utf8');
    const [, body = ''] = /export interface PaymentProvider \{\n([\s\S]*?)^\}/m.exec(ports) ?? [];
    const names = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(([, name]) => name);
    const expected = names.filter((name) => name !== 'specificationVersion' && name !== 'manifest');
    expect(portRows.map(([port]) => port)).toEqual(expected);
  });

  it('names every word that a field may have', () => {
    const words = [...source.matchAll(/'([a-z_]+)'/g)].map(([, word]) => word).filter((word) => word !== 'kind');
    const values = rows.map(([, value]) => value).join(' ');
    expect(words.filter((word) => word !== undefined && !values.includes(word))).toEqual([]);
  });
});

/** Fields of `ProviderManifest`; of a group its members: `refunds.offered`. */
function fieldsOf(source: string): string[] {
  const [, body = ''] = /export interface ProviderManifest \{\n([\s\S]*?)^\}/m.exec(source) ?? [];
  const fields: string[] = [];
  let group = '';
  for (const line of body.split('\n')) {
    const [, indent = '', name, opens] = /^( {2,4})readonly (\w+)\??:(.* \{$)?/.exec(line) ?? [];
    if (name === undefined) continue;
    if (indent.length === 2) group = opens === undefined ? '' : `${name}.`;
    if (indent.length === 4 || opens === undefined) fields.push(indent.length === 4 ? group + name : name);
  }
  return fields;
}
