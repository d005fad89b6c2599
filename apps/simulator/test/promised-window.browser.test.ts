import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openStage, type Stage } from './stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let scriptErrors: Error[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  stage = await openStage();
  page = await browser.newPage();
  scriptErrors = [];
  page.on('pageerror', (error) => scriptErrors.push(error));
  await page.goto(stage.simulator.url);
  await page.addScriptTag({ url: `${stage.simulator.url}/tosspayments/v2/standard` });
});
afterEach(async () => {
  await page.close();
  await stage.close();
});

/** What a merchant's page does with the action; the promise's end is kept in the page. */
function requestPayment(addresses: object): Promise<void> {
  const params = { method: 'CARD', amount: { currency: 'KRW', value: 10_000 }, orderId: 'opwindow1', ...addresses };
  const named = { ...params, orderName: '파란 티셔츠 <b>외 2건</b>' };
  return page.evaluate(`{
    const payment = TossPayments('test_ck_fake').payment({ customerKey: TossPayments.ANONYMOUS });
    window.end = payment.requestPayment(${JSON.stringify(named)}).then(
      (approved) => approved,
      ({ code }) => ({ code }),
    );
    undefined;
  }`);
}

const booked = () => stage.simulator.fakes.tosspayments.books().payments[0];

describe('Toss Payments window', () => {
  test('in a frame: an approval ends the promise with the key, and has moved no money', async () => {
    await requestPayment({});
    await page.frameLocator('iframe').getByRole('button', { name: 'Approve' }).click();
    expect(await page.evaluate('window.end')).toEqual({
      paymentKey: booked()?.providerPaymentId,
      orderId: 'opwindow1',
      amount: { currency: 'KRW', value: 10_000 },
    });
    expect(booked()).toMatchObject({ status: 'waiting', charges: 0 });
    expect(await page.locator('iframe').count()).toBe(0);
    expect(scriptErrors).toEqual([]);
  });

  test.each([
    ['Decline', 'REJECT_CARD_COMPANY', 'declined'],
    ['Close', 'PAY_PROCESS_CANCELED', 'waiting'],
  ])('in a frame: %s ends it with %s', async (button, code, status) => {
    await requestPayment({});
    await page.frameLocator('iframe').getByRole('button', { name: button }).click();
    expect(await page.evaluate('window.end')).toEqual({ code });
    expect(booked()).toMatchObject({ status, charges: 0 });
  });

  test('with addresses: the page goes to the window and comes back with what the shop confirms', async () => {
    const back = `${stage.simulator.url}/?shop`;
    await requestPayment({ successUrl: back, failUrl: back });
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.waitForURL(/paymentKey=/);
    const query = new URL(page.url()).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      paymentKey: booked()?.providerPaymentId,
      orderId: 'opwindow1',
      amount: '10000',
    });
    expect(scriptErrors).toEqual([]);
  });
});
