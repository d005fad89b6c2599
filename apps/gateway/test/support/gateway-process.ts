import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The gateway as its own process, from its sources. */
export interface GatewayProcess {
  /** Resolves with the address once it listens. */
  readonly listening: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string; readonly problems: string }>;
  signal(name: 'SIGTERM' | 'SIGINT'): void;
}

export function spawnGateway(variables: Readonly<Record<string, string>>): GatewayProcess {
  const child = spawn(process.execPath, ['--conditions=@hangil/source', '--import', 'tsx', main], {
    env: { PATH: process.env.PATH, PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let problems = '';
  child.stderr.on('data', (chunk) => {
    problems += chunk;
  });
  const ended = new Promise<Awaited<GatewayProcess['ended']>>((resolve) => {
    child.on('close', (code) => resolve({ code, output, problems }));
  });
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const url = /"url":"([^"]+)"/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  return { listening, ended, signal: (name) => child.kill(name) };
}
