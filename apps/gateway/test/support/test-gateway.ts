import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@hangil/postgres-testkit';
import { type Simulator, startSimulator } from '@hangil/simulator';
import { loadAdapter, loadConfiguration, type RunningGateway, startGateway } from '../../src/index.ts';
import { twoShops } from './two-shops.ts';

export const keys = {
  test: 'sk_test_demoshop0001',
  live: 'sk_live_demoshop0001',
  otherShop: 'sk_test_othershop001',
} as const;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly body: any;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway on a free port with a database file, in front of simulated providers; all real HTTP. */
export interface TestGateway {
  readonly simulator: Simulator;
  readonly directory: string;
  url(): string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string, options?: CallOptions): Promise<Answer>;
  post(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  logText(): string;
  /** Stops the gateway and starts it again on the same database. @param meanwhile - done while it is down */
  restart(meanwhile?: () => void | Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  /** The hangil.yaml. */
  readonly configuration?: (simulatorUrl: string, apiKeys: typeof keys, webhookEndpoints?: string) => string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Webhook endpoints of the first merchant, as YAML behind its key. */
  readonly webhookEndpoints?: string;
}

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const simulator = await startSimulator();
  const directory = mkdtempSync(join(tmpdir(), 'hangil-gateway-'));
  const logLines: string[] = [];
  mkdirSync(join(directory, 'data'));
  const { configuration = twoShops } = options;
  writeFileSync(join(directory, 'hangil.yaml'), configuration(simulator.url, keys, options.webhookEndpoints));
  // Any test of the gateway can be run on PostgreSQL.
  const database = process.env.HANGIL_TEST_STORE === 'postgres' ? await createTestDatabase() : null;
  let gateway = await start();

  async function start(): Promise<RunningGateway> {
    const variables = {
      PORT: '0',
      HANGIL_CONFIG: join(directory, 'hangil.yaml'),
      HANGIL_DATABASE_URL: database?.url ?? `file:${join(directory, 'data', 'hangil.db')}`,
      ...options.variables,
    };
    return startGateway(await loadConfiguration(variables, loadAdapter), {
      clock: simulator.clock,
      logDestination: { write: (line) => void logLines.push(line) },
    });
  }

  async function call(
    method: string,
    path: string,
    { key = keys.test, body, headers }: CallOptions = {},
  ): Promise<Answer> {
    const answer = await fetch(`${gateway.url}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = /json(;|$)/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  return {
    simulator,
    directory,
    url: () => gateway.url,
    call,
    get: (path, options) => call('GET', path, options),
    post: (path, body, options) => call('POST', path, { ...options, body }),
    logText: () => logLines.join(''),
    async restart(meanwhile: () => void | Promise<void> = () => {}) {
      await gateway.close();
      await meanwhile();
      gateway = await start();
    },
    async close() {
      await gateway.close();
      await simulator.close();
      await database?.drop();
      rmSync(directory, { recursive: true });
    },
  };
}
