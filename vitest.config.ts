import { defineConfig } from 'vitest/config';

/**
 * Tests read the sources of every workspace through the "@hangil/source" condition, so no build is needed before them. Whoever loads
 * adds "import" or "require": named here, a library that is loaded the one way would get the parts of the other.
 */
const conditions = ['@hangil/source', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps}/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'packages/postgres-testkit/src/global-setup.ts',
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
