import assert from 'node:assert/strict';
import type { NextAction } from '@hangil/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { bankTransfer, inquireNextAction, openStage, type Stage, startPayment } from './stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let requestedHosts: Set<string>;
let scriptErrors: Error[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  stage = await openStage();
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  requestedHosts = new Set();
  scriptErrors = [];
  page.on('request', (request) => requestedHosts.add(new URL(request.url()).host));
  page.on('pageerror', (error) => scriptErrors.push(error));
});
afterEach(async () => {
  await page.close();
  await stage.close();
});

/** The action as the gateway's API would hand it to a merchant's page. */
function demoUrl(action: NextAction | null): string {
  assert(action?.type === 'browser_sdk' || action?.type === 'redirect');
  const { scriptUrl, ...others } = { scriptUrl: undefined, ...action };
  const wire = scriptUrl === undefined ? others : { ...others, script_url: scriptUrl };
  const encoded = Buffer.from(JSON.stringify(wire)).toString('base64url');
  return `${stage.simulator.url}/window-demo?next_action=${encoded}`;
}

describe('i’mport payment window', () => {
  async function answerOf(button: string): Promise<Record<string, unknown>> {
    await page.goto(
      demoUrl(await startPayment(stage.iamport, 'opwindow1', { orderName: '파란 티셔츠 <b>외 2건</b>' })),
    );
    await page.frameLocator('iframe').getByRole('button', { name: button }).click();
    await page.locator('#result:not(:empty)').waitFor();
    return JSON.parse(await page.locator('#result').innerText());
  }

  function booked() {
    return stage.simulator.fakes.iamport.books().payments[0];
  }

  test('a click on approve pays: the page gets the imp_uid, the gateway a notice, the books one charge', async () => {
    const result = await answerOf('Approve');
    expect(booked()).toMatchObject({ reference: 'opwindow1', status: 'paid', charges: 1, amountMinor: 10_000 });
    expect(result).toMatchObject({ imp_uid: booked()?.providerPaymentId, merchant_uid: 'opwindow1', success: true });
    await expect.poll(() => stage.heard).toMatchObject([{ text: expect.stringContaining('"status":"paid"') }]);
    expect([...requestedHosts]).toEqual([new URL(stage.simulator.url).host]);
    expect(scriptErrors).toEqual([]);
  });

  test('a click on decline pays nothing, and the page is told why', async () => {
    const result = await answerOf('Decline');
    expect(booked()).toMatchObject({ reference: 'opwindow1', status: 'declined', charges: 0 });
    expect(result).toMatchObject({
      imp_uid: booked()?.providerPaymentId,
      success: false,
      error_msg: expect.any(String),
    });
  });

  test('after closing the window the shopper can open it again and pay', async () => {
    expect(await answerOf('Close')).toMatchObject({ success: false });
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'Approve' }).click();
    await page.locator('#result:not(:empty)').waitFor();
    expect(booked()).toMatchObject({ status: 'paid', charges: 1 });
  });

  test('a page that asks for another amount than was registered gets no window', async () => {
    const action = await startPayment(stage.iamport, 'opwindow1');
    assert(action?.type === 'browser_sdk');
    await page.goto(demoUrl({ ...action, params: { ...action.params, amount: 100 } }));
    await page.locator('#result:not(:empty)').waitFor();
    expect(JSON.parse(await page.locator('#result').innerText())).toMatchObject({ imp_uid: null, success: false });
    expect(booked()).toBeUndefined();
  });
});

describe('ECommPay bank page', () => {
  test.each([
    ['Approve', 'paid', 1],
    ['Decline', 'declined', 0],
  ])('a click on %s leaves the payment %s', async (button, status, charges) => {
    await page.route('http://127.0.0.1/return', (route) => route.fulfill({ contentType: 'text/html', body: 'back' }));
    await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
    await page.goto(demoUrl(await inquireNextAction(stage.ecommpay, 'opbank1')));
    await page.getByRole('button', { name: 'Go to the bank' }).click();
    await page.getByRole('button', { name: button }).click();
    await page.waitForURL('http://127.0.0.1/return');
    expect(stage.simulator.fakes.ecommpay.books().payments).toMatchObject([{ reference: 'opbank1', status, charges }]);
  });
});

test('the front page’s buttons work in a browser', async () => {
  await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
  await page.goto(stage.simulator.url);
  await page.getByRole('button', { name: 'Approve opbank1' }).click();
  await page.getByRole('button', { name: 'Approve opbank1' }).waitFor({ state: 'detached' });
  expect(stage.simulator.fakes.ecommpay.books().payments).toMatchObject([{ status: 'paid', charges: 1 }]);
});
