import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let browser: Browser;
let gateway: TestGateway;
let page: Page;
let requestedHosts: Set<string>;
let scriptErrors: Error[];

beforeAll(async () => {
  browser = await launchBrowser();
  gateway = await startTestGateway();
});
afterAll(async () => {
  await browser?.close();
  await gateway.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  requestedHosts = new Set();
  scriptErrors = [];
  page.on('request', (request) => requestedHosts.add(new URL(request.url()).host));
  page.on('pageerror', (error) => scriptErrors.push(error));
});
afterEach(async () => {
  expect(scriptErrors).toEqual([]);
  await page.close();
});

function status(): Promise<string | null> {
  return page.locator('#status').getAttribute('data-status');
}

async function newLink(overrides: object = {}) {
  const link = { order_name: '파란 티셔츠', amount: 10_000, currency: 'KRW', ...overrides };
  return (await gateway.post('/v1/payment_links', link)).body;
}

test('a payer opens a link, chooses to pay, approves in the window and sees that it is paid', async () => {
  const link = await newLink({ methods: ['card', 'easy_pay/kakaopay'], max_uses: 1 });
  await page.goto(link.url);
  await page.getByLabel('Phone').fill('010-1234-5678');
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Payment complete' }).waitFor();
  expect(await status()).toBe('paid');

  await page.goto(link.url);
  await page.getByRole('button', { name: 'Pay' }).click();
  expect(await status()).toBe('used_up');
  expect([...requestedHosts].sort()).toEqual([new URL(gateway.url()).host, new URL(gateway.simulator.url).host].sort());
});

test('on a phone the page goes to the window and comes back', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto((await newLink()).url);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Payment complete' }).waitFor();
});

test('who closes the window can open it again; who is declined can try again', async () => {
  await page.goto((await newLink()).url);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Close' }).click();
  await page.locator('#pay:visible').waitFor();
  expect(await status()).toBe('requires_action');
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Payment complete' }).waitFor();
});

test('a payment’s own page opens the window on a click and hands the shopper back to the shop', async () => {
  const shop = `${gateway.simulator.url}/`;
  const { body } = await gateway.post('/v1/payments', windowPayment({ return_url: shop }));
  await page.goto(body.checkout_url);
  expect(await page.locator('iframe').count()).toBe(0);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Approve' }).click();
  await page.waitForURL(`${shop}?payment_id=${body.id}`);
  expect((await gateway.get(`/v1/payments/${body.id}`)).body.status).toBe('paid');
});
