#!/usr/bin/env node
import { relative, resolve } from 'node:path';
import { type Answers, defaultsFor, problemOf } from './answers.ts';
import { type Options, readOptions, usage } from './options.ts';
import { askFor } from './questions.ts';
import { writeAdapter } from './write-adapter.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await create(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error('Try --help.');
  process.exitCode = 1;
}

async function create({ given, folder, yes }: Options): Promise<void> {
  const answers = await complete(given, yes || !process.stdin.isTTY);
  const problem = problemOf(answers);
  if (problem !== null) throw new Error(problem);
  const place = resolve(folder ?? `hangil-adapter-${answers.id}`);
  const files = writeAdapter(answers, place);
  console.log(`${files.length} files written to ${place}. Next:

  cd ${relative(process.cwd(), place) || '.'}
  npm install
  npm test`);
}

async function complete(given: Partial<Answers>, silent: boolean): Promise<Answers> {
  if (!silent) return askFor(given, { input: process.stdin, output: process.stdout });
  if (given.id === undefined) throw new Error('a name is needed: create-hangil-adapter my-pg');
  return { ...defaultsFor(given.id), ...given };
}
