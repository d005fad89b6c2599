import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importViolations, textViolations } from './arrows/check-imports.ts';
import { workspaceViolations } from './arrows/check-workspaces.ts';
import { readTree } from './arrows/tree.ts';

/** The rules stand in `arrows/rules.ts`; that the checker finds what it should, in `arrows/check.test.ts`. */
describe('this repository', () => {
  const tree = readTree(fileURLToPath(new URL('..', import.meta.url)));

  test('is read whole', () => {
    const names = tree.workspaces.map(({ manifest }) => manifest.name);
    expect(names).toEqual(expect.arrayContaining(['@hangil/core', '@hangil/engine', '@hangil/gateway']));
    expect(tree.workspaces.every(({ files }) => files.length > 0)).toBe(true);
  });

  test('turns no arrow: imports', () => {
    expect(importViolations(tree)).toEqual([]);
  });

  test('names providers only where they live, and takes time, chance and environment from outside', () => {
    expect(textViolations(tree)).toEqual([]);
  });

  test('is complete: README, fake and contract test, and the dependencies that are used', () => {
    expect(workspaceViolations(tree)).toEqual([]);
  });
});
