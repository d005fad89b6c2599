import { defineConfig } from 'vitest/config';

/** Tests read the sources of every workspace through the "@hangil/source" condition, so no build is needed before them. */
const conditions = ['@hangil/source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps}/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
