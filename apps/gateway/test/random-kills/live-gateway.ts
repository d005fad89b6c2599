import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const apiKey = 'sk_test_random_kills_0123456789';
export const webhookSecret = 'whsec_cmFuZG9tIGtpbGxzIHJhbmRvbSBraWxscw==';

const script = fileURLToPath(new URL('gateway-with-clock.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface LiveGateway {
  readonly url: string;
  /** With SIGKILL, unless another signal is named. Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface Surroundings {
  /** Of this run; the configuration is written into it. */
  readonly folder: string;
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
  /** Where the merchant takes webhooks. */
  readonly receiverUrl: string;
}

/** The real gateway as a process of its own, with a clock that is ahead of this machine's. */
export async function startGateway(surroundings: Surroundings, clockOffsetMs: number): Promise<LiveGateway> {
  const configurationFile = join(surroundings.folder, 'hangil.yaml');
  writeFileSync(configurationFile, configuration(surroundings));
  const child = spawn(process.execPath, ['--conditions=@hangil/source', '--import', 'tsx', script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      HANGIL_CONFIG: configurationFile,
      HANGIL_DATABASE_URL: surroundings.databaseUrl,
      HANGIL_LOG_LEVEL: process.env.HANGIL_LOG_LEVEL ?? 'silent',
      HANGIL_DRAIN_SECONDS: '1',
      CLOCK_OFFSET_MS: String(clockOffsetMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dead = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listening on (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      async kill(signal = 'SIGKILL') {
        child.kill(signal);
        await dead;
      },
    };
  }
  throw new Error('the gateway did not start');
}

function configuration({ simulatorUrl, receiverUrl }: Surroundings): string {
  return `merchants:
  - id: demo
    name: Demo
    api_keys: [{ name: default, secret: ${apiKey} }]
    webhook_endpoints:
      - { url: ${receiverUrl}, secret: ${webhookSecret}, events: ['*'] }
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels: [{ id: kcp-card, pg: kcp.T0000, methods: [key_in] }]
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulatorUrl}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels: [{ id: korean-banks, methods: [payout/bank_transfer], options: { hours: always } }]
`;
}
