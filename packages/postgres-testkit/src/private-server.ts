import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Account, accountForServer } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';

export interface PrivateServer {
  /** Of its superuser, who needs no password; every other user does. */
  readonly url: string;
  /** Process that starts all others of the server. */
  readonly pid: number | undefined;
  /** Ends it at once, as a crash does, and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Settings of postgresql.conf beside those every private server has. */
export type ServerSettings = Readonly<Record<string, string>>;

const run = promisify(execFile);
const startTimeoutMs = 60_000;

/** Makes an empty cluster and starts a server on it. */
export async function startPrivateServer(settings: ServerSettings = {}): Promise<PrivateServer> {
  const account = await accountForServer();
  const directory = mkdtempSync(join(tmpdir(), 'hangil-postgres-'));
  const binaries = findBinaries(account === null ? null : join(directory, 'native'));
  if (account !== null) chownSync(directory, account.uid, account.gid);
  const data = join(directory, 'data');
  const options = { cwd: directory, env: { ...process.env, LC_ALL: 'C', ...binaries.environment }, ...account };
  await run(binaries.initdb, ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '-N'], options);
  writeFileSync(join(data, 'pg_hba.conf'), accessRules);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = () => startServer(binaries, options, data, directory, port, settings, url);
  let server = await start();
  return {
    url,
    get pid() {
      return server.pid;
    },
    restart: async () => {
      await end(server, 'SIGQUIT');
      server = await start();
    },
    stop: async () => {
      await end(server, 'SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The superuser comes in freely, so that tests need not hash passwords; others show theirs. */
const accessRules = `local all postgres trust
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

async function startServer(
  { postgres }: Binaries,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv } & Partial<Account>,
  data: string,
  socketDirectory: string,
  port: number,
  settings: ServerSettings,
  url: string,
): Promise<ChildProcess> {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketDirectory,
    max_connections: '200',
    shared_buffers: '64MB',
    ...settings,
  };
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(postgres, ['-D', data, ...words], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    if (said.length > 200) said.shift();
  });
  const giveUpAt = Date.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (server.exitCode !== null || Date.now() > giveUpAt)
      throw new Error(`PostgreSQL did not start:\n${said.join('')}`);
    await wait(50);
  }
  return server;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
