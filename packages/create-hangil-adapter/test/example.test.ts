import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { adapterFiles, defaultsFor } from '../src/index.ts';

const example = fileURLToPath(new URL('../../../examples/minimal-adapter', import.meta.url));

/** The example has its own README, and its tests run with those of this repository. */
const notShown = ['README.md', '.gitignore', '.github/workflows/ci.yml'];

it('writes the example of this repository for its answers', () => {
  const files = adapterFiles({
    ...defaultsFor('minimal-bank'),
    koreanName: '미니멀은행',
    methods: ['key_in'],
    currencies: ['KRW', 'USD'],
  });
  const written = new Map([...files].filter(([path]) => !notShown.includes(path)));
  expect([...written.keys()].sort()).toEqual(filesOfExample());
  for (const [path, text] of written) expect(text, path).toBe(readFileSync(join(example, path), 'utf8'));
});

/** What stands in the example, without what building and installing leave there. */
function filesOfExample(): string[] {
  const places = ['src', 'test'].flatMap((part) =>
    readdirSync(join(example, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(example, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  const others = ['hangil.yaml', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts'];
  return [...places, ...others].sort();
}
