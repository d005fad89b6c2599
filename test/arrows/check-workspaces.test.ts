import { describe, expect, test } from 'vitest';
import { workspaceViolations } from './check-workspaces.ts';
import { smallHouse } from './small-house.ts';
import type { Manifest } from './tree.ts';

const adapter = 'packages/adapter-one';
const fake = { exports: { '.': './src/index.ts', './fake': './src/fake/index.ts' } };
const testkit = { devDependencies: { '@hangil/adapter-testkit': '0.1.0' } };
const contractTest = "import { describeAdapter } from '@hangil/adapter-testkit/conformance';";

function adapterPackage(index: string, test: string, manifest: Partial<Manifest>, testName = 'one.contract.test.ts') {
  const texts = { [`${adapter}/src/index.ts`]: index, [`${adapter}/test/${testName}`]: test };
  return workspaceViolations(smallHouse(texts, { [adapter]: { manifest } }));
}

/** A house without adapters, whose engine has one file that ships, one test, and a manifest. */
function engineWith(shipped: string, tested: string, manifest: Partial<Manifest>): string[] {
  const tree = smallHouse(
    { 'packages/engine/src/a.ts': shipped, 'packages/engine/test/a.test.ts': tested },
    { 'packages/engine': { manifest } },
  );
  return workspaceViolations({ ...tree, workspaces: tree.workspaces.filter(({ folder }) => folder !== adapter) });
}

describe('an adapter package', () => {
  test.each([
    'export const adapter: ProviderAdapter = {};',
    "export { adapter } from './adapter.ts';",
    "export { makeOne as adapter, oneManifest } from './adapter.ts';",
  ])('with everything is not reported: %s', (index) => {
    expect(adapterPackage(index, contractTest, { ...fake, ...testkit })).toEqual([]);
  });

  test('that does not export adapter is reported', () => {
    for (const index of ['', "export { adapter as one } from './adapter.ts';", 'const adapter = 1;']) {
      expect(adapterPackage(index, contractTest, { ...fake, ...testkit })).toEqual([
        `${adapter}: does not export adapter`,
      ]);
    }
  });

  test('without a fake is reported', () => {
    const index = 'export const adapter = 1;';
    expect(adapterPackage(index, contractTest, testkit)).toEqual([`${adapter}: does not export ./fake`]);
  });

  test('that does not run the conformance suite is reported', () => {
    const index = 'export const adapter = 1;';
    const problem = `${adapter}: has no contract test that runs the conformance suite`;
    expect(adapterPackage(index, '', fake)).toEqual([problem]);
    expect(adapterPackage(index, contractTest, { ...fake, ...testkit }, 'one.test.ts')).toEqual([problem]);
  });
});

test('a workspace without a README is reported', () => {
  const tree = smallHouse({}, { 'apps/gateway': { hasReadme: false } });
  expect(workspaceViolations(tree)).toContain('apps/gateway: has no README.md');
});

describe('dependencies', () => {
  test('that are declared and used are not reported', () => {
    const manifest = {
      dependencies: { '@hangil/core': '0.1.0' },
      peerDependencies: { zod: '^4' },
      devDependencies: { zod: '4.6.7', '@types/zod': '1.0.0', pino: '10.4.0' },
    };
    const shipped =
      "import { money } from '@hangil/core';\nimport { z } from 'zod';\nimport { a } from '@hangil/engine';";
    expect(engineWith(shipped, "import { test } from 'vitest';\nimport { pino } from 'pino';", manifest)).toEqual([]);
  });

  test.each<[string, string, string, Partial<Manifest>, string]>([
    ['imported undeclared', "import { z } from 'zod';", '', {}, 'imports zod undeclared'],
    [
      'shipped, but declared for tests only',
      "import { z } from 'zod';",
      "import { z } from 'zod';",
      { devDependencies: { zod: '4' } },
      'imports zod undeclared',
    ],
    ['imported undeclared by tests', '', "import { pino } from 'pino';", {}, 'tests import pino undeclared'],
    ['declared and not imported', '', '', { dependencies: { '@hangil/core': '0.1.0' } }, 'does not use @hangil/core'],
    [
      'declared for shipping and imported by tests only',
      '',
      "import { pino } from 'pino';",
      { dependencies: { pino: '10' } },
      'does not use pino',
    ],
    ['declared as a peer and not imported', '', '', { peerDependencies: { zod: '^4' } }, 'does not use zod'],
    ['declared for tests and not imported', '', '', { devDependencies: { pino: '10' } }, 'does not use pino'],
    [
      'types of nothing that is declared',
      '',
      '',
      { devDependencies: { '@types/pino': '10' } },
      'does not use @types/pino',
    ],
  ])('that are %s are reported', (_, shipped, tested, manifest, problem) => {
    expect(engineWith(shipped, tested, manifest)).toEqual([`packages/engine: ${problem}`]);
  });
});
