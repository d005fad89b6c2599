import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The variables of a stranger's shell: nothing of this test run, and an `npm` that needs no network (see `npm-offline.mjs`).
 *
 * @param folder - takes the home directory and the `npm`
 */
export function strangersShell(folder: string): Readonly<Record<string, string>> {
  const commands = join(folder, 'bin');
  mkdirSync(commands, { recursive: true });
  const npm = join(commands, 'npm');
  writeFileSync(npm, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'test/published/npm-offline.mjs')}' "$@"\n`);
  chmodSync(npm, 0o755);
  const ownCommands = (process.env.PATH ?? '').split(':').filter((place) => !place.endsWith('node_modules/.bin'));
  return {
    PATH: [commands, ...ownCommands].join(':'),
    HOME: folder,
    REAL_NPM: execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim(),
    LIBRARIES: join(root, 'node_modules'),
  };
}

const longestRunMs = 200_000;

/** Runs a script to its end, with everything that it started; it stops at the first command that fails. */
export async function runScript(
  script: string,
  { folder, variables }: { readonly folder: string; readonly variables: Readonly<Record<string, string>> },
): Promise<{ readonly code: number | null; readonly output: string }> {
  const ending = `trap 'kill $(jobs -p) 2>&- || true' EXIT\n`;
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', ending + script], {
    cwd: folder,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestRunMs,
  });
  let output = '';
  const keep = (chunk: unknown) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code] = await once(child, 'close');
  return { code, output };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours begin with
  return text.replace(/\x1b\[[\d;]*m/g, '');
}
