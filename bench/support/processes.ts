import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Of the repository, with a slash at its end. */
export const root = new URL('../..', import.meta.url).pathname;

/** What `HANGIL_DATABASE_URL` is in a measurement; a file of its own unless `BENCH_DATABASE_URL` names another database. */
const databaseUrl = process.env.BENCH_DATABASE_URL;

/** A server in a process of its own, on loopback. */
export interface Started {
  readonly url: string;
  /** Time on the processor so far, of the program and of the kernel for it. */
  processorSeconds(): number;
  /** As the kernel counts it. */
  residentMib(): number;
  /** Resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Bench {
  /** A folder of this run. */
  readonly folder: string;
  /** Starts a server and waits for the line with its address. */
  start(args: readonly string[], environment?: Record<string, string>): Promise<Started>;
  /** Starts a file of this folder. */
  startSupport(name: string, ...args: readonly string[]): Promise<Started>;
  startGateway(configuration: string, environment?: Record<string, string>): Promise<Started>;
}

/** Runs a measurement; what it started is ended and what it wrote is removed, whatever happens. */
export async function withBench(measure: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hangil-bench-'));
  const children: ChildProcess[] = [];

  async function start(args: readonly string[], environment: Record<string, string> = {}): Promise<Started> {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url === undefined) continue;
      child.stdout.resume();
      return started(child, url);
    }
    throw new Error(`${args.join(' ')} did not start`);
  }

  try {
    await measure({
      folder,
      start,
      startSupport: (name, ...args) => start(['--import', 'tsx', `bench/support/${name}.ts`, ...args]),
      startGateway: (configuration, environment) => {
        writeFileSync(join(folder, 'hangil.yaml'), configuration);
        return start(['--max-semi-space-size=32', 'apps/gateway/dist/main.js'], {
          HANGIL_CONFIG: join(folder, 'hangil.yaml'),
          HANGIL_DATABASE_URL: databaseUrl ?? `file:${join(folder, 'gateway.db')}`,
          HANGIL_LOG_LEVEL: process.env.HANGIL_LOG_LEVEL ?? 'info',
          PORT: '0',
          ...environment,
        });
      },
    });
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

function started(child: ChildProcess, url: string): Started {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const file = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  return {
    url,
    processorSeconds() {
      const [, facts = ''] = file('stat').split(') ');
      const [user = 0, system = 0] = facts.split(' ').slice(11, 13).map(Number);
      return (user + system) / ticksPerSecond;
    },
    residentMib: () => Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(file('status'))?.[1]) / 1_024),
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

export const machine = { cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`, node: process.version };

/** Prints what was found and keeps it in `bench/results`. */
export function report(name: string, found: object): void {
  const text = `${JSON.stringify({ measuredAt: new Date().toISOString().slice(0, 10), ...machine, ...found }, null, 2)}\n`;
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results', `${name}.json`), text);
  process.stdout.write(text);
}
