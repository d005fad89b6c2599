import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answers, defaultsFor } from '../src/answers.ts';
import { usage } from '../src/options.ts';
import { askFor, QuestionsCanceled, type Terminal } from '../src/questions.ts';
import { adapterFiles } from '../src/write-adapter.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-hangil-adapter-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, main, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stdout, stderr };
}

describe('the command', () => {
  it('writes every file of the adapter into a folder of its name, and says what to do next', () => {
    const { status, stdout } = run('my-pg', '--methods', 'key_in');
    expect(status).toBe(0);
    expect(stdout).toContain('cd hangil-adapter-my-pg');
    const written = readdirSync(join(folder, 'hangil-adapter-my-pg'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'hangil-adapter-my-pg').length + 1));
    const expected = adapterFiles({ ...defaultsFor('my-pg'), methods: ['key_in'] });
    expect(written.sort()).toEqual([...expected.keys()].sort());
    for (const [path, text] of expected)
      expect(readFileSync(join(folder, 'hangil-adapter-my-pg', path), 'utf8')).toBe(text);
  });

  it.each<[string, string[], string]>([
    ['no name', [], 'a name is needed'],
    ['two names', ['my-pg', 'other'], 'one name is expected'],
    ['a name that is no id', ['My_PG'], 'lower-case words'],
    ['an option that it does not know', ['my-pg', '--methodz', 'card'], "Unknown option '--methodz'"],
    ['a method that it does not know', ['my-pg', '--methods', 'cash'], '--methods takes card, key_in, virtual_account'],
    ['no method', ['my-pg', '--methods', ''], 'at least one payment method'],
    ['a confirm without a page', ['my-pg', '--methods', 'key_in', '--confirm'], 'confirm needs the method card'],
    ['a currency that is none', ['my-pg', '--currencies', 'won'], 'ISO 4217'],
    ['a delay that is no number', ['my-pg', '--visibility-delay', 'soon'], 'visibility delay'],
    ['a display name that is code', ['my-pg', '--english-name', "'); process.exit(); ('"], 'a display name'],
  ])('refuses %s in one line and writes nothing', (_, words, message) => {
    const { status, stderr } = run(...words);
    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toContain(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('touches no folder in which something stands', () => {
    mkdirSync(join(folder, 'hangil-adapter-my-pg'));
    writeFileSync(join(folder, 'hangil-adapter-my-pg', 'mine.txt'), 'mine');
    expect(run('my-pg')).toMatchObject({ status: 1, stderr: expect.stringContaining('is not empty') });
    expect(readdirSync(join(folder, 'hangil-adapter-my-pg'))).toEqual(['mine.txt']);
  });

  it('names every option in its help and in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const options = [...usage.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    expect(run('--help').stdout.trim()).toBe(usage);
    expect(options.filter((option) => option !== '--help' && !readme.includes(`\`${option}\``))).toEqual([]);
  });
});

describe('the questions', () => {
  const enter = '\r';
  const down = '\u001b[B';
  const escapeKey = '\u001b';

  /** Presses keys when a question is shown. */
  function typing(keys: Readonly<Record<string, string>>): Terminal {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const left = new Map(Object.entries(keys));
    const output = new Writable({
      write(chunk, _encoding, done) {
        for (const [question, pressed] of left) {
          if (!String(chunk).includes(question)) continue;
          left.delete(question);
          setImmediate(() => input.write(pressed));
        }
        done();
      },
    });
    return { input, output };
  }

  it('ask for everything that was not told, and take what was chosen', async () => {
    const terminal = typing({
      'lower case': `my-pg${enter}`,
      'in English': enter,
      'in Korean': enter,
      'shoppers pay': `${down} ${enter}`,
      'move nothing': `y`,
      'given back': `${down}${enter}`,
      'pay out': enter,
      'prove themselves': enter,
      'sent twice': `${down}${down}${enter}`,
    });
    expect(await askFor({}, terminal)).toEqual({
      ...defaultsFor('my-pg'),
      methods: ['card', 'key_in'],
      confirm: true,
      refunds: 'full',
      repeats: 'none',
    });
  });

  it('ask for nothing that was told', async () => {
    const told: Answers = { ...defaultsFor('my-pg'), methods: ['virtual_account'], payouts: true };
    expect(await askFor(told, typing({}))).toEqual(told);
  });

  it('end without an answer when they are left', async () => {
    await expect(askFor({ id: 'my-pg' }, typing({ 'in English': escapeKey }))).rejects.toThrow(QuestionsCanceled);
  });
});
