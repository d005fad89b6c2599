import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answers, defaultsFor, events, problemOf, refunds, repeats } from '../src/answers.ts';
import { adapterFiles, writeAdapter } from '../src/write-adapter.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every question with its answers; methods and confirm are one, because confirm needs a shopper. */
const questions = {
  ways: [
    { methods: ['card'], confirm: false },
    { methods: ['card'], confirm: true },
    { methods: ['key_in'], confirm: false },
    { methods: ['virtual_account'], confirm: false },
    { methods: ['card', 'key_in'], confirm: true },
    { methods: ['key_in', 'virtual_account'], confirm: false },
    { methods: ['card', 'key_in', 'virtual_account'], confirm: false },
  ],
  refunds,
  payouts: [false, true],
  currencies: [['KRW'], ['USD', 'KRW']],
  events,
  repeats,
  visibilityDelaySeconds: [0, 90],
} satisfies Record<string, readonly unknown[]>;

type Row = readonly number[];
const sizes = Object.values(questions).map((answers) => answers.length);

/** Rows in which every two answers to different questions come together at least once; each next row brings most of what is left. */
function pairwise(): Row[] {
  const all = sizes.reduce<Row[]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, at) => [...row, at])),
    [[]],
  );
  const left = new Set(all.flatMap(pairsOf));
  const chosen: Row[] = [];
  while (left.size > 0) {
    const gain = (row: Row) => pairsOf(row).filter((pair) => left.has(pair)).length;
    const best = all.reduce((leader, row) => (gain(row) > gain(leader) ? row : leader));
    for (const pair of pairsOf(best)) left.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(row: Row): string[] {
  return row.flatMap((value, at) => row.slice(at + 1).map((other, next) => `${at}:${value} ${at + 1 + next}:${other}`));
}

function answersOf(row: Row, index: number): Answers {
  const given = Object.entries(questions).map(([question, answers], at) => [question, answers[row[at] ?? 0]] as const);
  const { ways, ...others } = Object.fromEntries(given) as Record<string, object>;
  return { ...defaultsFor(`pg-${index + 1}`), ...others, ...ways };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-every-answer-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...words: string[]): string {
  const { stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', command), words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
  });
  return `${stdout}${stderr}`;
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** What did not pass, by its full name; of a file that could not even be loaded its message. */
function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0
      ? [message]
      : assertionResults.filter(({ status }) => status !== 'passed').map(({ fullName }) => fullName),
  );
}

it('whatever two answers come together, the adapter has right types and passes the suite at once', {
  timeout: 300_000,
}, () => {
  const rows = pairwise().map(answersOf);
  for (const answers of rows) {
    expect(problemOf(answers)).toBeNull();
    writeAdapter(answers, join(folder, answers.id));
  }
  const conditions = ['@hangil/source', 'node', 'import', 'module', 'default'];
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default ${JSON.stringify({
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: { testTimeout: 60_000 },
    })};`,
  );
  const { compilerOptions } = JSON.parse(adapterFiles(defaultsFor('pg')).get('tsconfig.json') ?? '');
  const own = {
    compilerOptions: { ...compilerOptions, customConditions: ['@hangil/source'], skipLibCheck: true },
    include: ['pg-*/src', 'pg-*/test'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(own));
  expect(run('tsc')).toBe('');
  const output = run('vitest', 'run', '--reporter=json', '--outputFile=report.json');
  const report: Report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  expect(failuresIn(report), output).toEqual([]);
  expect(report.testResults).toHaveLength(rows.length);
});
