import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAdapter, loadConfiguration, type RunningGateway, startGateway } from '../src/index.ts';
import { sandboxWelcome } from '../src/welcome.ts';

const run = promisify(execFile);
let directory: string;
let gateway: RunningGateway;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hangil-sandbox-'));
  const variables = {
    PORT: '0',
    HANGIL_DATABASE_URL: `file:${join(directory, 'hangil.db')}`,
    HANGIL_LOG_LEVEL: 'silent',
  };
  gateway = await startGateway(await loadConfiguration(variables, loadAdapter));
});
afterAll(async () => {
  await gateway.close();
  rmSync(directory, { recursive: true });
});

describe('the sandbox', () => {
  it('makes a key of its own', () => {
    expect(gateway.sandbox?.apiKey).toMatch(/^sk_test_[\w-]{24}$/);
  });

  it('prints lines that work when pasted one after the other: a payment, its shopper, the confirmation, the books', async () => {
    const lines = sandboxWelcome(gateway)
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    const answers = [];
    for (const line of lines) answers.push(JSON.parse((await run('bash', ['-c', line])).stdout));
    expect(answers).toMatchObject([
      { object: 'payment', status: 'requires_action' },
      { payment: { status: 'paid' } },
      { object: 'payment', status: 'paid', amount_paid: 10_000 },
      { object: 'trial_balance', totals: [{ currency: 'KRW', debit: 10_000, credit: 10_000 }] },
    ]);
    expect(answers[2].id).toBe(answers[0].id);
  });

  it('shares its clock with the simulated providers', async () => {
    const clock = gateway.sandbox?.simulator.clock;
    clock?.advance(86_400_000);
    const headers = { authorization: `Bearer ${gateway.sandbox?.apiKey}`, 'content-type': 'application/json' };
    const body = JSON.stringify({
      order_id: 'TOMORROW',
      order_name: 'x',
      amount: 1_000,
      currency: 'KRW',
      method: { type: 'card' },
    });
    const answer = await fetch(`${gateway.url}/v1/payments`, { method: 'POST', headers, body });
    const { created_at } = (await answer.json()) as { created_at: string };
    expect(Date.parse(created_at) - Date.now()).toBeGreaterThan(86_000_000);
  });
});
