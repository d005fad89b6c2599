import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Mutation } from '../mutation/mutation.ts';
import { mutations } from '../mutation/mutations.ts';

/** Seeds a defect, plays seeds until a promise breaks, and says at which; `npm run simulate:kills -- [name …]` for some only. */
const { positionals } = parseArgs({ allowPositionals: true });
const chosen = mutations.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const register = new URL('../../mutation/register.mjs', import.meta.url).href;
const playUntilBroken = fileURLToPath(new URL('./until-broken.ts', import.meta.url));

const waiting = [...chosen];
const killedAt = new Map<string, number | null>();
await Promise.all(Array.from({ length: availableParallelism() }, work));

console.log('| defect | file | found within | found at seed |\n| --- | --- | ---: | ---: |');
for (const { name, defect, file, seeds } of chosen)
  console.log(`| \`${name}\`: ${defect} | \`${file}\` | ${seeds} | ${killedAt.get(name) ?? 'not found'} |`);
const survivors = chosen.filter(({ name }) => killedAt.get(name) == null);
console.log(`${chosen.length - survivors.length} of ${chosen.length} defects were found.`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
    const seed = await findKiller(mutation);
    killedAt.set(mutation.name, seed);
    console.error(`${mutation.name}: ${seed === null ? 'not found' : `found at seed ${seed}`}`);
  }
}

/** The first seed that breaks a promise in a process of its own, or null when none does. */
function findKiller({ file, find, replace, seeds }: Mutation): Promise<number | null> {
  const options = [
    '--conditions=@hangil/source',
    '--import',
    register,
    '--import',
    'tsx',
    playUntilBroken,
    String(seeds),
  ];
  const env = { ...process.env, HANGIL_MUTATION: JSON.stringify({ file, find, replace }) };
  const child = spawn(process.execPath, options, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve) => {
    child.once('close', () => {
      const [, seed] = /^broken at seed (\d+)$/m.exec(output) ?? [];
      resolve(seed === undefined ? null : Number(seed));
    });
  });
}
