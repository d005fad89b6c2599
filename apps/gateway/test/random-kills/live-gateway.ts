import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const apiKey = 'sk_test_random_kills_0123456789';

const script = fileURLToPath(new URL('../kill-nine/dying-gateway.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface LiveGateway {
  readonly url: string;
  kill(): Promise<void>;
}

/** The real gateway as a process of its own, on the database file in this folder. */
export async function startGateway(folder: string, simulatorUrl: string, clockOffsetMs: number): Promise<LiveGateway> {
  writeFileSync(join(folder, 'hangil.yaml'), configuration(simulatorUrl));
  const child = spawn(process.execPath, ['--conditions=@hangil/source', '--import', 'tsx', script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      HANGIL_CONFIG: join(folder, 'hangil.yaml'),
      HANGIL_DATABASE_URL: `file:${join(folder, 'hangil.db')}`,
      HANGIL_LOG_LEVEL: 'silent',
      CLOCK_OFFSET_MS: String(clockOffsetMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dead = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listening on (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      async kill() {
        child.kill('SIGKILL');
        await dead;
      },
    };
  }
  throw new Error('the gateway did not start');
}

function configuration(url: string): string {
  return `merchants:
  - id: demo
    name: Demo
    api_keys: [{ name: default, secret: ${apiKey} }]
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${url}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels: [{ id: kcp-card, pg: kcp.T0000, methods: [key_in] }]
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${url}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels: [{ id: korean-banks, methods: [payout/bank_transfer], options: { hours: always } }]
`;
}
