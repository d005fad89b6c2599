/**
 * Which way the arrows of the house point. Places are globs of paths from the root (`*` within a folder name, `**` across
 * folders). Rules bind what ships: the files of `src` that are no tests. Tests must only declare what they import.
 */

/** Packages of ours that a file may import. The first row that fits a file counts; a file without a row is a violation. */
export const arrows: readonly (readonly [place: string, mayImport: readonly string[]])[] = [
  ['packages/core/**', []],
  ['packages/ledger/**', ['@hangil/core']],
  ['packages/engine/**', ['@hangil/core', '@hangil/ledger']],
  ['packages/store-kit/**', ['@hangil/core', '@hangil/ledger', '@hangil/engine']],
  ['packages/store-*/**', ['@hangil/core', '@hangil/ledger', '@hangil/engine', '@hangil/store-kit']],
  ['packages/postgres-testkit/**', []],
  [
    'packages/simulation/**',
    [
      '@hangil/core',
      '@hangil/ledger',
      '@hangil/engine',
      '@hangil/store-sqlite',
      '@hangil/store-postgres',
      '@hangil/postgres-testkit',
    ],
  ],
  ['packages/adapter-kit/**', ['@hangil/core']],
  ['packages/adapter-testkit/**', ['@hangil/core', '@hangil/adapter-kit']],
  ['packages/adapter-*/src/fake/**', ['@hangil/core', '@hangil/adapter-kit', '@hangil/adapter-testkit']],
  ['packages/adapter-*/**', ['@hangil/core', '@hangil/adapter-kit']],
  ['packages/create-hangil-adapter/**', []],
  ['apps/gateway/src/composition/**', ['every package', '@hangil/simulator']],
  ['apps/**', ['every package']],
];

/** Places that import neither a library nor anything of Node. */
export const pure: readonly string[] = ['packages/core/**', 'packages/ledger/**', 'packages/engine/**'];

/** Libraries that have their place, and no other. */
export const libraries: readonly (readonly [library: string, places: readonly string[]])[] = [
  ['inversify', ['apps/*/src/composition/**']],
  ['reflect-metadata', ['apps/*/src/composition/**']],
  ['zod', ['apps/**', 'packages/adapter-*/**']],
  ['hono', ['apps/**', 'packages/adapter-testkit/**', 'packages/adapter-*/src/fake/**']],
  ['@hono/*', ['apps/**', 'packages/adapter-testkit/**', 'packages/adapter-*/src/fake/**']],
  ['drizzle-orm', ['packages/store-kit/**', 'packages/store-sqlite/**', 'packages/store-postgres/**']],
  ['pg', ['packages/store-postgres/**', 'packages/postgres-testkit/**']],
  ['better-sqlite3', ['packages/store-sqlite/**']],
  ['undici', ['packages/adapter-kit/**', 'packages/adapter-testkit/**', 'apps/gateway/src/webhook-sender/**']],
  ['prom-client', ['apps/gateway/src/metrics/**']],
  ['vitest', ['packages/*-testkit/**']],
  ['iconv-lite', ['packages/adapter-kit/**']],
  ['jose', ['packages/adapter-kit/**']],
  ['badge-maker', ['packages/adapter-testkit/**']],
  ['@clack/prompts', ['packages/create-hangil-adapter/**']],
];

/** The two places that may list providers by name. */
const listings = ['apps/simulator/src/fakes.ts', 'apps/gateway/src/composition/**'];

/** Words of a provider, and where they may stand. Everything else asks for capabilities. Comments count. */
export const providerWords: readonly (readonly [word: RegExp, places: readonly string[]])[] = [
  [/iamport|아임포트/i, ['packages/adapter-iamport/**', ...listings]],
  [/ecommpay/i, ['packages/adapter-ecommpay/**', ...listings]],
  // A PG of this name also stands behind another provider.
  [/toss/i, ['packages/adapter-tosspayments/**', 'packages/adapter-iamport/**', ...listings]],
];

/** Time, chance and environment are given to these places from outside. Timers of one network call belong to the kits. */
export const ambient = {
  expression:
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bprocess\.env\b|\brandomUUID\b/,
  notIn: ['packages/core/**', 'packages/ledger/**', 'packages/engine/**', 'packages/adapter-*/**'],
  except: ['packages/core/src/time/clock.ts', 'packages/adapter-kit/**', 'packages/adapter-testkit/**'],
} as const;

/** Packages that plug a provider in: each exports `adapter` and `./fake`, and runs the conformance suite. */
export const adapterPackages = {
  folder: 'packages/adapter-*',
  except: ['packages/adapter-kit', 'packages/adapter-testkit'],
};
