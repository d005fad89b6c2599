import { describe, expect, test } from 'vitest';
import { liesIn } from './place.ts';
import { importsOf, packageName, withoutComments } from './source-text.ts';

describe('what a file imports', () => {
  test.each([
    ["import { a } from './a.ts';", './a.ts'],
    ["import type { A } from './a.ts';", './a.ts'],
    ["import * as a from './a.ts';", './a.ts'],
    ["import {\n  a,\n  type B,\n} from './a.ts';", './a.ts'],
    ["import a, { b } from './a.ts';", './a.ts'],
    ["import './a.ts';", './a.ts'],
    ["export * from './a.ts';", './a.ts'],
    ["export { a as b } from './a.ts';", './a.ts'],
    ["export type { A } from './a.ts';", './a.ts'],
    ['import { a } from "./a.ts";', './a.ts'],
    ["const a = await import('./a.ts');", './a.ts'],
    ["type A = import('./a.ts').A;", './a.ts'],
    ["import.meta.resolve('some-library/style.css')", 'some-library/style.css'],
    [`createRequire(import.meta.url).resolve(\`some-library/\${name}\`)`, 'some-library/'],
  ])('%j', (code, specifier) => {
    expect(importsOf(code)).toEqual([specifier]);
  });

  test('is not what stands in comments, in strings, or beside', () => {
    const code = [
      "// import { a } from './a.ts';",
      '/*',
      "import { b } from './b.ts';",
      '*/',
      "export const from = 'here'; // import('./c.ts')",
      "export function say(words = 'no import') { return words; }",
      'const url = "https://example.com/from"; const name = `importing`; load(import.meta.url, resolve("data"));',
      'await import(nameFromConfiguration);',
    ].join('\n');
    expect(importsOf(code)).toEqual([]);
  });

  test('is told once', () => {
    expect(importsOf("import { a } from './a.ts';\nexport { b } from './a.ts';")).toEqual(['./a.ts']);
  });
});

test('comments go, strings that look like comments stay', () => {
  const code = 'const a = "http://x"; // one\nconst b = \'/* no */\'; /* two */ const c = `// no`;';
  expect(withoutComments(code)).toBe('const a = "http://x"; \nconst b = \'/* no */\';  const c = `// no`;');
});

test.each([
  ['hono', 'hono'],
  ['hono/html', 'hono'],
  ['@hangil/engine/memory-store', '@hangil/engine'],
  ['./a.ts', null],
  ['../a.ts', null],
  ['node:fs', null],
])('the package of %s is %s', (specifier, name) => {
  expect(packageName(specifier)).toBe(name);
});

test.each([
  ['packages/core/src/a.ts', 'packages/core/**', true],
  ['packages/core-extra/src/a.ts', 'packages/core/**', false],
  ['packages/adapter-one/src/fake/deep/a.ts', 'packages/adapter-*/src/fake/**', true],
  ['packages/adapter-one/src/faker/a.ts', 'packages/adapter-*/src/fake/**', false],
  ['apps/gateway/src/composition/a.ts', 'apps/*/src/composition/**', true],
  ['apps/gateway/deep/src/composition/a.ts', 'apps/*/src/composition/**', false],
  ['apps/simulator/src/fakes.ts', 'apps/simulator/src/fakes.ts', true],
  ['apps/simulator/src/fakesxts', 'apps/simulator/src/fakes.ts', false],
])('%s in %s: %s', (path, place, expected) => {
  expect(liesIn(path, place)).toBe(expected);
});
