import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DescribedEndpoint, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function describedEndpoints(): Promise<readonly DescribedEndpoint[]> {
  return (await stage.control('GET', '')).body.endpoints ?? [];
}

test('the description names every provider with its base URL and operations', async () => {
  const { body } = await stage.control('GET', '');
  expect(body.providers).toMatchObject([
    { id: 'iamport', base_url: `${stage.simulator.url}/iamport`, operations: { prepare: 'open', cancel: 'refund' } },
    { id: 'ecommpay', base_url: `${stage.simulator.url}/ecommpay`, operations: { sale: 'open', payout: 'payout' } },
    { id: 'tosspayments', base_url: `${stage.simulator.url}/tosspayments`, operations: { confirm: 'charge' } },
  ]);
});

test('every example is understood where it is shown', async () => {
  const answers: [string, number, string | undefined][] = [];
  for (const { method, path, examples = [undefined] } of await describedEndpoints()) {
    for (const example of examples) {
      const filled = path.replace('/control', '').replace('{provider}', 'iamport').replace('{reference}', 'op1');
      const { status, body } = await stage.control(method, filled, example);
      answers.push([`${method} ${path} ${JSON.stringify(example)}`, status, body.error?.code]);
    }
  }
  const understood = ['reference_not_found', 'nothing_waits', 'not_offered', undefined];
  const nothingHeld = 'POST /control/{provider}/notices/release {"order":[1,0,0]}';
  expect(answers.filter(([name, , code]) => !understood.includes(code) && name !== nothingHeld)).toEqual([]);
  expect(answers.length).toBeGreaterThan(25);
});

test('every endpoint says what it does and has a line to paste', async () => {
  for (const { does, curl, body, examples } of await describedEndpoints()) {
    expect(does).toMatch(/\w.*\.$/);
    expect(curl).toMatch(/^curl -s (-X (POST|DELETE) )?http:\/\/127\.0\.0\.1:\d+\/control/);
    expect(curl).not.toContain(':provider');
    expect(body === null).toBe(examples === undefined);
  }
});
