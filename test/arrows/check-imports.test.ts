import { describe, expect, test } from 'vitest';
import { importViolations, textViolations } from './check-imports.ts';
import { smallHouse } from './small-house.ts';

/** What the checker says about one file with one import. */
function importing(path: string, specifier: string): string[] {
  const others = {
    'packages/ledger/src/index.ts': '',
    'packages/adapter-kit/src/index.ts': '',
    'packages/adapter-testkit/src/index.ts': '',
    'packages/adapter-two/src/index.ts': '',
    'packages/store-sqlite/src/index.ts': '',
    'packages/store-testkit/src/index.ts': '',
  };
  return importViolations(smallHouse({ ...others, [path]: `import { a } from '${specifier}';` }));
}

describe('an arrow that points the right way is not reported', () => {
  test.each([
    ['packages/ledger/src/a.ts', '@hangil/core'],
    ['packages/engine/src/a.ts', '@hangil/ledger'],
    ['packages/store-sqlite/src/a.ts', '@hangil/engine/memory-store'],
    ['packages/store-sqlite/src/a.ts', 'drizzle-orm/better-sqlite3'],
    ['packages/store-sqlite/src/a.ts', 'node:fs'],
    ['packages/adapter-kit/src/a.ts', 'undici'],
    ['packages/adapter-one/src/a.ts', '@hangil/adapter-kit'],
    ['packages/adapter-one/src/a.ts', 'zod'],
    ['packages/adapter-one/src/fake/a.ts', '@hangil/adapter-testkit'],
    ['packages/adapter-one/src/fake/a.ts', 'hono'],
    ['packages/adapter-one/test/one.contract.test.ts', '@hangil/adapter-testkit/conformance'],
    ['packages/core/src/a.test.ts', 'fast-check'],
    ['apps/gateway/src/a.ts', '@hangil/store-sqlite'],
    ['apps/gateway/src/composition/a.ts', '@hangil/simulator'],
    ['apps/gateway/src/composition/a.ts', 'inversify'],
    ['apps/simulator/src/a.ts', '@hono/node-server'],
    ['packages/core/src/deep/a.ts', '../other/b.ts'],
    ['packages/core/src/a.test.ts', '../test/samples.ts'],
  ])('%s imports %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });
});

describe('a turned arrow is reported', () => {
  test.each([
    ['packages/core/src/a.ts', '@hangil/ledger', 'may not import @hangil/ledger'],
    ['packages/core/src/a.ts', 'zod', 'is pure and may not import zod'],
    ['packages/core/src/a.ts', 'node:crypto', 'is pure and may not import node:crypto'],
    ['packages/ledger/src/a.ts', '@hangil/engine', 'may not import @hangil/engine'],
    ['packages/ledger/src/a.ts', 'some-library', 'is pure and may not import some-library'],
    ['packages/engine/src/a.ts', '@hangil/store-sqlite', 'may not import @hangil/store-sqlite'],
    ['packages/engine/src/a.ts', '@hangil/adapter-one', 'may not import @hangil/adapter-one'],
    ['packages/engine/src/a.ts', 'node:crypto', 'is pure and may not import node:crypto'],
    ['packages/store-sqlite/src/a.ts', '@hangil/adapter-kit', 'may not import @hangil/adapter-kit'],
    ['packages/store-sqlite/src/a.ts', '@hangil/store-testkit', 'may not import @hangil/store-testkit'],
    ['packages/store-sqlite/src/a.ts', 'zod', 'is no place for zod'],
    ['packages/store-testkit/src/a.ts', 'drizzle-orm', 'is no place for drizzle-orm'],
    ['packages/adapter-kit/src/a.ts', '@hangil/adapter-testkit', 'may not import @hangil/adapter-testkit'],
    ['packages/adapter-kit/src/a.ts', 'hono', 'is no place for hono'],
    ['packages/adapter-testkit/src/a.ts', '@hangil/engine', 'may not import @hangil/engine'],
    ['packages/adapter-one/src/a.ts', '@hangil/adapter-two', 'may not import @hangil/adapter-two'],
    ['packages/adapter-one/src/a.ts', '@hangil/adapter-testkit', 'may not import @hangil/adapter-testkit'],
    ['packages/adapter-one/src/a.ts', '@hangil/engine', 'may not import @hangil/engine'],
    ['packages/adapter-one/src/a.ts', 'hono', 'is no place for hono'],
    ['packages/adapter-one/src/a.ts', 'undici', 'is no place for undici'],
    ['packages/adapter-one/src/a.ts', '@hangil/simulator', 'may not import @hangil/simulator'],
    ['apps/gateway/src/a.ts', '@hangil/simulator', 'may not import @hangil/simulator'],
    ['apps/gateway/src/a.ts', 'inversify', 'is no place for inversify'],
    ['apps/gateway/src/a.ts', 'better-sqlite3', 'is no place for better-sqlite3'],
    ['apps/simulator/src/a.ts', '@hangil/gateway', 'may not import @hangil/gateway'],
    ['apps/gateway/src/a.ts', 'vitest', 'is no place for vitest'],
    ['packages/novelty/src/a.ts', '@hangil/core', 'no rule says what it may import'],
    ['packages/core/src/a.ts', './b', './b does not end in .ts'],
    ['packages/core/src/a.ts', './b.js', './b.js does not end in .ts'],
    ['packages/core/src/a.ts', '../../engine/src/b.ts', '../../engine/src/b.ts leads out of packages/core/src/'],
    ['packages/core/src/a.ts', '../test/b.ts', '../test/b.ts leads out of packages/core/src/'],
    ['packages/core/src/a.test.ts', '../../engine/src/b.ts', '../../engine/src/b.ts leads out of packages/core/'],
  ])('%s imports %s', (path, specifier, problem) => {
    expect(importing(path, specifier)).toEqual([`${path}: ${problem}`]);
  });
});

/** What the checker says about one file with one text. */
function saying(path: string, text: string): string[] {
  return textViolations(smallHouse({ [path]: text }));
}

describe('the name of a provider', () => {
  test.each([
    ['packages/adapter-iamport/src/a.ts', '// iamport'],
    ['packages/adapter-ecommpay/src/a.ts', 'const ecommpay = 1;'],
    ['apps/simulator/src/fakes.ts', "import('@hangil/adapter-iamport')"],
    ['apps/gateway/src/composition/adapters.ts', 'const ecommpay = 1;'],
    ['packages/engine/test/a.test.ts', "const provider = 'iamport';"],
    ['packages/engine/src/a.test.ts', "const provider = 'iamport';"],
  ])('may stand in %s', (path, text) => {
    expect(saying(path, text)).toEqual([]);
  });

  test.each([
    ['packages/engine/src/a.ts', "if (provider === 'iamport') return;", 'iamport'],
    ['packages/core/src/a.ts', '/** As Iamport does. */', 'Iamport'],
    ['packages/core/src/a.ts', "const ko = '아임포트';", '아임포트'],
    ['packages/adapter-kit/src/a.ts', '// ECommPay wants this', 'ECommPay'],
    ['packages/adapter-iamport/src/a.ts', '// unlike ecommpay', 'ecommpay'],
    ['apps/gateway/src/http/a.ts', 'const iamportRoutes = 1;', 'iamport'],
    ['apps/simulator/src/page.html', '<h1>ecommpay</h1>', 'ecommpay'],
  ])('is reported in %s: %s', (path, text, word) => {
    expect(saying(path, text)).toEqual([`${path}: names ${word}`]);
  });
});

describe('time, chance and environment', () => {
  test.each(['Date.now', 'new Date()', 'Math.random', 'setTimeout', 'setInterval', 'process.env', 'randomUUID'])(
    '%s is reported in core, ledger, engine and adapters',
    (expression) => {
      for (const place of ['core', 'ledger', 'engine', 'adapter-one']) {
        const path = `packages/${place}/src/a.ts`;
        expect(saying(path, `const a = ${expression};`)).toEqual([`${path}: uses ${expression}`]);
      }
    },
  );

  test.each([
    ['packages/core/src/time/clock.ts', 'now: () => new Date()'],
    ['packages/core/src/a.ts', 'const at = new Date(text); // not new Date()'],
    ['packages/core/src/a.test.ts', 'const now = Date.now();'],
    ['packages/adapter-kit/src/a.ts', 'const timer = setTimeout(giveUp, 10);'],
    ['apps/gateway/src/main.ts', 'const port = process.env.PORT;'],
  ])('may be used in %s: %s', (path, text) => {
    expect(saying(path, text)).toEqual([]);
  });
});
