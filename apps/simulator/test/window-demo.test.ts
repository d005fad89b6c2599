import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function open(action: unknown): Promise<Response> {
  const encoded = Buffer.from(typeof action === 'string' ? action : JSON.stringify(action)).toString('base64url');
  return fetch(`${stage.simulator.url}/window-demo?next_action=${encoded}`);
}

function browserSdk(changes: object = {}) {
  return {
    type: 'browser_sdk',
    sdk: 'iamport',
    script_url: `${stage.simulator.url}/iamport/v1/iamport.js`,
    call: 'IMP.request_pay',
    init: { user_code: 'imp00000000' },
    params: { merchant_uid: 'op1' },
    ...changes,
  };
}

test('opens the simulator’s own scripts and pages', async () => {
  expect((await open(browserSdk())).status).toBe(200);
  const redirect = {
    type: 'redirect',
    url: `${stage.simulator.url}/ecommpay/bank/op1`,
    method: 'POST',
    fields: { 'a[]': 1 },
  };
  const answer = await open(redirect);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('name="a[]" value="1"');
});

test('opens no script and no page of another place', async () => {
  const elsewhere = [
    browserSdk({ script_url: 'https://example.com/iamport.js' }),
    browserSdk({ script_url: `${stage.simulator.url.replace('127.0.0.1', 'localhost')}/iamport.js` }),
    browserSdk({ script_url: 'javascript:alert(1)' }),
    { type: 'redirect', url: 'javascript:alert(1)', method: 'GET', fields: {} },
    { type: 'redirect', url: 'https://example.com/', method: 'POST', fields: {} },
  ];
  for (const action of elsewhere) expect((await open(action)).status).toBe(400);
});

test('refuses what is no next action', async () => {
  for (const action of ['', 'no json', '{}', { type: 'wait', until: null }, browserSdk({ call: 'alert(1)//' })]) {
    const answer = await open(action);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('role="alert"');
  }
});

test('what stands in the action cannot end the script it is put in', async () => {
  const text = await (await open(browserSdk({ params: { name: '</script><script>alert(1)</script>' } }))).text();
  expect(text).not.toContain('<script>alert(1)');
});
