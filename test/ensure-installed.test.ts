import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

type IsInstalled = (folder: string) => boolean;
type Packages = Readonly<Record<string, object>>;

const script = new URL('../scripts/ensure-installed.mjs', import.meta.url);
const { isInstalled }: { isInstalled: IsInstalled } = await import(script.href);

const hono = { version: '4.13.19', resolved: 'hono-4.13.19.tgz', integrity: 'sha512-hono' };
const binding = { version: '1.0.0', resolved: 'binding-1.0.0.tgz', integrity: 'sha512-binding', optional: true };
const core = {
  'node_modules/@hangil/core': { resolved: 'packages/core', link: true },
  'packages/core': { version: '0.1.0' },
};
const installed: Packages = { ...core, 'node_modules/hono': hono };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-installed-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, packages: Packages, writtenAt: Date): void {
  writeFileSync(join(folder, path), JSON.stringify({ packages }));
  utimesSync(join(folder, path), writtenAt, writtenAt);
}

const earlier = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');

function state({
  wanted,
  found,
  lockfileAt = later,
}: {
  wanted: Packages;
  found: Packages;
  lockfileAt?: Date;
}): boolean {
  write('package-lock.json', { '': { name: 'hangil' }, ...wanted }, lockfileAt);
  write('node_modules/.package-lock.json', found, lockfileAt === later ? earlier : later);
  return isInstalled(folder);
}

describe('packages are taken for installed', () => {
  it.each([
    ['that npm has installed by hand', earlier],
    ['also when another branch has touched the lockfile since', later],
  ])('%s', (_, lockfileAt) => {
    expect(state({ wanted: installed, found: installed, lockfileAt })).toBe(true);
  });

  it('when only those are missing that are for another platform', () => {
    expect(state({ wanted: { ...installed, 'node_modules/binding': binding }, found: installed })).toBe(true);
  });

  it('where no lockfile says otherwise', () => {
    write('node_modules/.package-lock.json', installed, earlier);
    expect(isInstalled(folder)).toBe(true);
  });
});

describe('packages are installed anew', () => {
  it.each<[string, { wanted: Packages; found: Packages }]>([
    ['one is missing', { wanted: installed, found: core }],
    ['one is too many', { wanted: core, found: installed }],
    [
      'one is of another version',
      { wanted: installed, found: { ...core, 'node_modules/hono': { ...hono, version: '4.13.18' } } },
    ],
    [
      'one has other content',
      { wanted: installed, found: { ...core, 'node_modules/hono': { ...hono, integrity: 'sha512-other' } } },
    ],
    ['a workspace is not linked', { wanted: installed, found: { 'node_modules/hono': hono } }],
  ])('when %s, whichever file is newer', (_, packages) => {
    expect(state({ ...packages, lockfileAt: earlier })).toBe(false);
    expect(state({ ...packages, lockfileAt: later })).toBe(false);
  });

  it('where nothing is', () => {
    write('package-lock.json', installed, earlier);
    expect(isInstalled(folder)).toBe(false);
  });
});
