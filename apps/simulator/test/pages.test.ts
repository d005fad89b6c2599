import { afterEach, beforeEach, expect, test } from 'vitest';
import { bankTransfer, openStage, type Stage, sendPayout, startPayment, virtualAccount } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

function press(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${stage.simulator.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

async function frontPage(): Promise<string> {
  return (await fetch(stage.simulator.url)).text();
}

test('the front page shows every provider, its books and what waits', async () => {
  await startPayment(stage.iamport, 'opwindow1');
  await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
  const text = await frontPage();
  expect(text).toContain('<h2 id="iamport">');
  expect(text).toContain('<h2 id="ecommpay">');
  expect(text).toContain('opwindow1');
  expect(text).toContain('10,000 KRW');
  expect(text).not.toMatch(/(src|href)="https?:/);
});

test('buttons approve, decline, deposit and pay out, and lead back to the front page', async () => {
  await startPayment(stage.iamport, 'opwindow1');
  await startPayment(stage.iamport, 'opaccount1', virtualAccount(stage));
  await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
  stage.simulator.fakes.ecommpay.decideNext('wait');
  await sendPayout(stage.ecommpay, 'oppayout1');

  const answers = [
    await press('/act/shopper', { provider: 'iamport', reference: 'opwindow1', outcome: 'approve' }),
    await press('/act/deposit', { provider: 'iamport', reference: 'opaccount1' }),
    await press('/act/shopper', { provider: 'ecommpay', reference: 'opbank1', outcome: 'decline' }),
    await press('/act/payout', { provider: 'ecommpay', reference: 'oppayout1', outcome: 'approve' }),
  ];

  expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
    answers.map(() => [303, '/']),
  );
  const { iamport, ecommpay } = stage.simulator.fakes;
  expect(
    iamport
      .books()
      .payments.map(({ reference, status }) => [reference, status])
      .sort(),
  ).toEqual([
    ['opaccount1', 'paid'],
    ['opwindow1', 'paid'],
  ]);
  expect(ecommpay.books().payments.map(({ status }) => status)).toEqual(['declined']);
  expect(ecommpay.books().payouts.map(({ status }) => status)).toEqual(['paid']);
});

test('a button that came too late says why, on the front page', async () => {
  await startPayment(stage.iamport, 'opwindow1');
  await press('/act/shopper', { provider: 'iamport', reference: 'opwindow1', outcome: 'approve' });
  const late = await press('/act/shopper', { provider: 'iamport', reference: 'opwindow1', outcome: 'decline' });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('role="alert"');
});

test('the clock moves by button', async () => {
  await press('/act/clock', { advance_seconds: '3600' });
  expect(stage.simulator.clock.offsetMs()).toBe(3_600_000);
  await press('/act/clock/reset', {});
  expect(stage.simulator.clock.offsetMs()).toBe(0);
  expect((await press('/act/clock', { advance_seconds: 'soon' })).status).toBe(400);
});

test('what a merchant wrote is never markup', async () => {
  await startPayment(stage.iamport, '<b>bold</b>');
  const problem = await press('/act/deposit', { provider: '<i>', reference: '<b>bold</b>' });
  for (const text of [await frontPage(), await problem.text()]) {
    expect(text).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(text).not.toMatch(/<b>|<i>/);
  }
});
