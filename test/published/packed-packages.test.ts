import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importsOf, isRelative, packageName } from '../arrows/source-text.ts';
import { fencedBlocks } from '../markdown.ts';
import { root, runScript, strangersShell } from './processes.ts';

interface PackedManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What a stranger has after installing a tarball. */
interface Installed {
  readonly place: string;
  readonly manifest: PackedManifest;
  /** From the package's folder, with slashes. */
  readonly files: readonly string[];
}

const publicPackages = readdirSync(join(root, 'packages'))
  .map((place): PackedManifest => JSON.parse(readFileSync(join(root, 'packages', place, 'package.json'), 'utf8')))
  .filter((manifest) => manifest.private !== true)
  .map(({ name }) => name);
let folder: string;
let variables: Readonly<Record<string, string>>;

/** Packs as a release does and installs every tarball into an empty folder, without a network. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-packed-'));
  variables = strangersShell(join(folder, 'home'));
  execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), join(folder, 'packed')], { stdio: 'pipe' });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', devDependencies: { typescript: '*', '@types/node': '*' } }),
  );
  await mustRun('npm install packed/*.tgz');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function mustRun(script: string): Promise<string> {
  const { code, output } = await runScript(script, { folder, variables });
  if (code !== 0) throw new Error(`${script} failed:\n${output}`);
  return output;
}

function installed(name: string): Installed {
  const place = join(folder, 'node_modules', name);
  const files = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1));
  return { place, files, manifest: JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) };
}

function read({ place }: Installed, file: string): string {
  return readFileSync(join(place, file), 'utf8');
}

describe.each(publicPackages)('%s as it is published', (name) => {
  it('holds what was built, its README and the licence, and no source, test or build record', () => {
    const { files, manifest } = installed(name);
    const expected = /^(package\.json|README\.md|LICENSE)$|^(dist|migrations|template)\//;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    const built = files.filter((file) => !file.startsWith('template/'));
    expect(built.filter((file) => /\.test\.|\.tsbuildinfo$|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', ...manifest.files.filter((entry) => entry.includes('.'))]),
    );
  });

  it('leads each export to files that are there, types first, and to nothing else', () => {
    const { files, manifest } = installed(name);
    for (const conditions of Object.values(manifest.exports)) {
      expect(Object.keys(conditions)).toEqual(['types', 'default']);
      expect(files).toEqual(
        expect.arrayContaining(Object.values(conditions).map((target) => target.replace('./', ''))),
      );
    }
    expect(JSON.stringify(manifest)).not.toMatch(/src\/|@hangil\/source/);
  });

  it('imports only what it declares or holds', () => {
    const packed = installed(name);
    const { dependencies, peerDependencies } = packed.manifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies, [name]: '' });
    for (const file of packed.files.filter((path) => /^dist\/.*\.(js|d\.ts)$/.test(path))) {
      const specifiers = importsOf(read(packed, file));
      const libraries = specifiers.flatMap((specifier) => packageName(specifier) ?? []);
      expect({ file, undeclared: libraries.filter((library) => !declared.includes(library)) }).toEqual({
        file,
        undeclared: [],
      });
      const missing = specifiers.filter(isRelative).filter((specifier) => !holds(packed, file, specifier));
      expect({ file, missing }).toEqual({ file, missing: [] });
    }
  });

  it('asks for the versions of its sisters that are published with it', () => {
    const { dependencies = {}, peerDependencies = {} } = installed(name).manifest;
    for (const [sister, version] of Object.entries({ ...dependencies, ...peerDependencies })) {
      if (sister.startsWith('@hangil/'))
        expect([sister, version]).toEqual([sister, installed(sister).manifest.version]);
    }
  });

  it('has source maps that carry their sources', () => {
    const packed = installed(name);
    const maps = packed.files.filter((file) => file.endsWith('.js.map'));
    expect(maps).not.toEqual([]);
    for (const file of maps) expect(JSON.parse(read(packed, file)).sourcesContent, file).toEqual([expect.any(String)]);
  });
});

describe.each(publicPackages)('%s, looked at by tools of the ecosystem,', (name) => {
  it('is a package without a fault (publint, strict)', async () => {
    const { place, manifest } = installed(name);
    const { messages } = await publint({ pkgDir: place, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has the right types for everyone who can import ES modules (arethetypeswrong)', async () => {
    const { manifest } = installed(name);
    const tarball = join(
      folder,
      'packed',
      `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`,
    );
    const checked = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
    expect(checked.types).toBeTruthy();
    const problems = 'problems' in checked ? checked.problems : [];
    expect(problems.filter((problem) => !ofEsModulesOnly(problem))).toEqual([]);
  });
});

/** What every package says that has no CommonJS: `require` does not work, nor does the resolution of Node 10. */
function ofEsModulesOnly(problem: Problem): boolean {
  const { kind, resolutionKind } = { resolutionKind: '', ...problem };
  return (
    (kind === 'NoResolution' && resolutionKind === 'node10') ||
    (kind === 'CJSResolvesToESM' && resolutionKind === 'node16-cjs')
  );
}

/** Declarations speak of `./money.ts`, which stands for `./money.d.ts`. */
function holds({ place }: Installed, from: string, specifier: string): boolean {
  const target = join(place, dirname(from), specifier);
  return existsSync(from.endsWith('.d.ts') ? target.replace(/(?<!\.d)\.ts$/, '.d.ts') : target);
}

describe('every export', () => {
  const entries = () =>
    publicPackages.flatMap((name) =>
      Object.keys(installed(name).manifest.exports).map((entry) => name + entry.replace('.', '')),
    );

  it('can be loaded by Node, except what needs a running test', async () => {
    const loadable = entries().filter((entry) => !importsVitest(entry));
    const script = loadable.map((entry) => `if (Object.keys(await import('${entry}')).length === 0) throw '${entry}';`);
    writeFileSync(join(folder, 'load.js'), script.join('\n'));
    await mustRun('node load.js');
  });

  it.each(['NodeNext', 'Bundler'])(
    'has types that resolve with moduleResolution %s, and are not any',
    async (resolution) => {
      mkdirSync(join(folder, 'types'), { recursive: true });
      const [withDrizzle, others] = [entries().filter(showsDrizzle), entries().filter((entry) => !showsDrizzle(entry))];
      writeFileSync(join(folder, 'types', 'consumer.ts'), importsOfAll(others));
      writeFileSync(join(folder, 'types', 'store-author.ts'), importsOfAll(withDrizzle));
      const examples = ['@hangil/core', '@hangil/adapter-kit'].flatMap((name) =>
        fencedBlocks(read(installed(name), 'README.md'), 'ts'),
      );
      const exampleFiles = examples.map((_, index) => `readme-${index}.ts`);
      for (const [index, file] of exampleFiles.entries())
        writeFileSync(join(folder, 'types', file), examples[index] ?? '');
      const options = {
        target: 'ES2023',
        lib: ['ES2023'],
        types: ['node'],
        module: resolution === 'NodeNext' ? resolution : 'ESNext',
        moduleResolution: resolution,
        strict: true,
        noEmit: true,
      };
      writeFileSync(
        join(folder, 'types', 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['consumer.ts', ...exampleFiles] }),
      );
      await mustRun('node_modules/.bin/tsc -p types');
      const lenient = {
        extends: './tsconfig.json',
        compilerOptions: { skipLibCheck: true },
        files: ['store-author.ts'],
      };
      writeFileSync(join(folder, 'types', 'tsconfig.store-author.json'), JSON.stringify(lenient));
      await mustRun('node_modules/.bin/tsc -p types/tsconfig.store-author.json');
    },
  );
});

/** Imports every entry; the types of none of them may be `any`. */
function importsOfAll(entries: readonly string[]): string {
  return entries
    .map(
      (entry, index) =>
        `import * as entry${index} from '${entry}';\nexport const no${index}: 0 extends 1 & typeof entry${index} ? true : false = false;`,
    )
    .join('\n');
}

/** Whose types are of drizzle-orm, whose own declarations no compiler accepts that is told to check them. */
function showsDrizzle(entry: string): boolean {
  return entry === '@hangil/store-kit';
}

/** `describe` and `it` exist only where vitest runs. */
function importsVitest(entry: string): boolean {
  return /testkit/.test(entry) && entry !== '@hangil/adapter-testkit';
}
