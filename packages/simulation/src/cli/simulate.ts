import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPrivateServer } from '@hangil/postgres-testkit';
import { createFileMedium, createMemoryMedium } from '../medium.ts';
import { type RunReport, runSeed } from '../run.ts';
import { runOnBoth } from '../run-on-both.ts';
import { shrink } from '../shrink.ts';
import { type SometimesName, sometimes, sometimesInFiles } from '../sometimes.ts';
import type { Narrowing } from '../world.ts';

const usage = `npm run simulate -- [--seed N] [--runs K] [--files] [--store postgres] [--workers W] [--story] [--scripts 1,2] [--faults 'a#1,b#2']

  --seed     the first seed (1)
  --runs     how many seeds, one after the other (1); from 500 on every interesting state must have been reached
  --files    the database is a file, whose last write is torn at any byte when the process dies; slower
  --store    postgres: each seed is played on SQLite and on PostgreSQL, and must be the same story with the same journal; much slower.
             The server is that of HANGIL_TEST_POSTGRES_URL, or a private one
  --workers  processes that share the seeds (1; 0 = one for each processor)
  --story    prints what happened, also when nothing broke
  --scripts, --faults   only these, as a failure prints them`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    files: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
    workers: { type: 'string', default: '1' },
    story: { type: 'boolean', default: false },
    scripts: { type: 'string' },
    faults: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** From so many runs on the set must have seen every interesting state. */
const runsForEveryState = 500;

interface Share {
  readonly failed: number;
  readonly steps: number;
  readonly marks: readonly SometimesName[];
}

const firstSeed = Number(values.seed);
const runs = Number(values.runs);
const workers = Number(values.workers) || availableParallelism();

if (values.help) console.log(usage);
else if (process.send !== undefined) process.send(await runShare(firstSeed, runs));
else if (values.store === 'postgres') process.exitCode = await onServer(runAll);
else process.exitCode = await runAll();

async function runAll(): Promise<number> {
  const beganAt = performance.now();
  const shares = workers === 1 || runs === 1 ? [await runShare(firstSeed, runs)] : await shareOut();
  const seconds = (performance.now() - beganAt) / 1_000;
  const failed = shares.reduce((sum, share) => sum + share.failed, 0);
  const steps = shares.reduce((sum, share) => sum + share.steps, 0);
  console.log(
    `${runs} runs from seed ${firstSeed}, ${steps} steps, ${seconds.toFixed(1)} s: ${failed} broke a promise.`,
  );
  const reached = new Set(shares.flatMap(({ marks }) => marks));
  const wanted: readonly SometimesName[] = values.files ? [...sometimes, ...sometimesInFiles] : sometimes;
  const missed = runs < runsForEveryState ? [] : wanted.filter((name) => !reached.has(name));
  for (const name of missed) console.log(`Never reached: ${name}`);
  return failed + missed.length === 0 ? 0 : 1;
}

/** Runs that ask for databases find a server: the one that is given, or one of this program. */
async function onServer(run: () => Promise<number>): Promise<number> {
  if (process.env.HANGIL_TEST_POSTGRES_URL !== undefined) return run();
  const server = await startPrivateServer();
  process.env.HANGIL_TEST_POSTGRES_URL = server.url;
  try {
    return await run();
  } finally {
    await server.stop();
  }
}

function shareOut(): Promise<Share[]> {
  const size = Math.ceil(runs / workers);
  const shares = Array.from({ length: workers }, (_, worker) => {
    const first = firstSeed + worker * size;
    const count = Math.max(0, Math.min(size, firstSeed + runs - first));
    const options = [
      '--seed',
      String(first),
      '--runs',
      String(count),
      '--store',
      values.store,
      ...(values.files ? ['--files'] : []),
    ];
    return new Promise<Share>((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), options);
      child.once('message', (share) => resolve(share as Share));
      child.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)));
    });
  });
  return Promise.all(shares);
}

async function runShare(first: number, count: number): Promise<Share> {
  const marks = new Set<SometimesName>();
  let failed = 0;
  let steps = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const report = await run(seed, narrowing());
    steps += report.steps;
    for (const mark of report.marks) marks.add(mark);
    if (report.breaches.length > 0) {
      failed += 1;
      await explain(report);
    } else if (values.story) console.log(report.story.join('\n'));
  }
  return { failed, steps, marks: [...marks] };
}

function narrowing(): Narrowing {
  return {
    ...(values.scripts === undefined ? {} : { scripts: new Set(list(values.scripts).map(Number)) }),
    ...(values.faults === undefined ? {} : { faults: new Set(list(values.faults)) }),
  };
}

function list(text: string): string[] {
  return text.split(',').filter((part) => part !== '');
}

async function run(seed: number, narrowed: Narrowing): Promise<RunReport> {
  if (values.store === 'postgres') return runOnBoth(seed, narrowed);
  if (!values.files) return runSeed(seed, { medium: createMemoryMedium(), ...narrowed });
  const directory = mkdtempSync(join(tmpdir(), 'hangil-simulation-'));
  try {
    return await runSeed(seed, { medium: createFileMedium(directory), ...narrowed });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Seed, commit, the smallest story that was found, and the command that plays it again. */
async function explain(failed: RunReport): Promise<void> {
  const { seed } = failed;
  const small = await shrink(failed, (narrowed) => run(seed, narrowed));
  console.log(`Seed ${seed} broke a promise at commit ${commit()}:`);
  for (const breach of failed.breaches) console.log(`  ${breach}`);
  console.log(
    `The smallest run of it that was found (${small.scripts.length} scripts, ${small.faults.length} faults):`,
  );
  for (const line of [...small.story, ...small.breaches]) console.log(`  ${line}`);
  const scripts = `--scripts '${small.scripts.join(',')}'`;
  const faults = `--faults '${small.faults.join(',')}'`;
  console.log(
    `Again: npm run simulate -- --seed ${seed}${values.files ? ' --files' : ''}${values.store === 'postgres' ? ' --store postgres' : ''} ${scripts} ${faults} --story`,
  );
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
