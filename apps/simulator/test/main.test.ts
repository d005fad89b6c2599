import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

function run(port: string): ChildProcess {
  const parameters = ['--conditions=@hangil/source', '--import', 'tsx', main];
  return spawn(process.execPath, parameters, {
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function complaintAt(port: string): Promise<{ code: number; text: string }> {
  const child = run(port);
  let text = '';
  child.stderr?.on('data', (part) => {
    text += part;
  });
  const [code] = await once(child, 'close');
  return { code, text };
}

test('the simulator alone says where it listens, answers there, and stops when told to', async () => {
  const child = run('0');
  assert(child.stdout !== null);
  let text = '';
  for await (const part of child.stdout) {
    text += part;
    if (text.includes('Control API')) break;
  }
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
  expect((await fetch(`${url}/control`)).status).toBe(200);
  expect(text).toContain(`${url}/iamport`);
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('a port that is no port, or taken, is said in one sentence', async () => {
  expect(await complaintAt('eighty')).toEqual({
    code: 1,
    text: 'PORT must be a number from 0 to 65535, not "eighty".\n',
  });
  const simulator = await startSimulator();
  const { code, text } = await complaintAt(new URL(simulator.url).port);
  expect([code, text]).toEqual([1, expect.stringMatching(/^Not started: .*EADDRINUSE.*\n$/)]);
  await simulator.close();
});
