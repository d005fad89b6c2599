import { afterEach, beforeEach, expect, test } from 'vitest';
import { bankTransfer, inquireNextAction, openStage, type Stage, startPayment } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** One call of an operation that needs no signature and no token. */
function getToken(): Promise<Response> {
  return fetch(`${stage.simulator.url}/iamport/users/getToken`, {
    method: 'POST',
    body: new URLSearchParams({ imp_key: 'imp_key_test', imp_secret: 'imp_secret_test' }),
  });
}

function inject(fault: object, times?: number) {
  return stage.control('POST', '/iamport/faults', { operation: 'token', fault, times });
}

test('as many calls misbehave as were asked for, and no more', async () => {
  expect((await inject({ kind: 'error_before', status: 503 }, 2)).status).toBe(200);
  const statuses = [await getToken(), await getToken(), await getToken()].map(({ status }) => status);
  expect(statuses).toEqual([503, 503, 200]);
});

test.each(['lose_before', 'lose_after'])('%s breaks the connection under the mounted provider', async (kind) => {
  await inject({ kind });
  await expect(getToken()).rejects.toThrow();
  expect((await getToken()).status).toBe(200);
});

test('error_after and garbage replace the answer', async () => {
  await inject({ kind: 'error_after', status: 502 });
  expect((await getToken()).status).toBe(502);
  await inject({ kind: 'garbage', body: '<html>maintenance' });
  expect(await (await getToken()).text()).toBe('<html>maintenance');
});

test.each(['hold_before', 'hold_after'])('%s keeps a call until it is released', async (kind) => {
  await inject({ kind });
  let answered = false;
  const call = getToken().then((answer) => {
    answered = true;
    return answer.status;
  });
  await stage.simulator.fakes.iamport.faults.whenHeld();
  expect(answered).toBe(false);
  expect((await stage.control('POST', '/iamport/faults/release')).status).toBe(200);
  expect(await call).toBe(200);
});

test('faults still to come can be forgotten', async () => {
  await inject({ kind: 'error_before', status: 503 }, 5);
  expect((await stage.control('DELETE', '/iamport/faults')).status).toBe(200);
  expect((await getToken()).status).toBe(200);
});

test('a distorted payment is reported with another amount, and the books keep the truth', async () => {
  await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
  const answer = await stage.control('POST', '/ecommpay/distort/opbank1', { amount: 12_345 });
  expect(answer).toEqual({
    status: 200,
    body: { provider: 'ecommpay', reference: 'opbank1', distortion: { amount: 12_345 } },
  });
  await stage.control('POST', '/ecommpay/payments/opbank1/shopper', { outcome: 'approve' });
  expect(JSON.parse(stage.heard.at(-1)?.text ?? '').payment.sum.amount).toBe(12_345);
  expect(stage.simulator.fakes.ecommpay.books().payments[0]?.amountMinor).toBe(10_000);
});

test('links in answers lead to the provider’s own mount', async () => {
  await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
  const action = await inquireNextAction(stage.ecommpay, 'opbank1');
  expect(action).toMatchObject({ type: 'redirect', url: expect.stringMatching(`^${stage.simulator.url}/ecommpay/`) });
});
