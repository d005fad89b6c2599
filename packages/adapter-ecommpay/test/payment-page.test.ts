import { describe, expect, it } from 'vitest';
import { channels, customer, reference } from './account.ts';
import { amount, asked, latestReading, onStage, type Stage, saleRequest } from './stage.ts';

const pageRequest = () => saleRequest({ channelId: channels.page, expiresAt: new Date('2026-03-04T03:00:00Z') });
const onPage = asked({ channelId: channels.page });

async function open({ provider }: Stage): Promise<URL> {
  const verdict = await provider.payments.start(pageRequest(), {});
  if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'redirect') throw new Error(JSON.stringify(verdict));
  expect(verdict).toMatchObject({ waitsFor: 'shopper', nextAction: { method: 'GET', fields: {} } });
  return new URL(verdict.nextAction.url);
}

describe('Payment Page', () => {
  it('is a signed address, and nothing is sent', () =>
    onStage(async (stage) => {
      const url = await open(stage);
      expect(stage.fake.calls()).toEqual([]);
      expect(url.pathname).toBe('/payment');
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        project_id: '200',
        payment_id: reference,
        payment_amount: '10000',
        payment_currency: 'KRW',
        customer_id: '21',
        customer_first_name: 'Kon',
        language_code: 'ko',
        force_payment_method: 'online-korean-banks',
        redirect_success_url: 'https://shop.example/return?order=1001',
        merchant_success_url: 'https://shop.example/return?order=1001',
        merchant_fail_url: 'https://shop.example/return?order=1001',
        merchant_return_url: 'https://shop.example/return?order=1001',
        best_before: '2026-03-04T03:00:00+00:00',
        signature: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
      });
    }));

  it('is accepted by the platform, and refused once a parameter was changed', () =>
    onStage(async (stage) => {
      const url = await open(stage);
      const page = await fetch(url);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('결제 페이지');
      url.searchParams.set('payment_amount', '10001');
      expect((await fetch(url)).status).toBe(403);
    }));

  it('opens as a window with the parameters the page is opened with, signed alike', () =>
    onStage(async (stage) => {
      const page = Object.fromEntries((await open(stage)).searchParams);
      const verdict = await stage.provider.payments.start({ ...pageRequest(), channelId: channels.window }, {});
      expect(verdict).toEqual({
        kind: 'pending',
        waitsFor: 'shopper',
        nextAction: {
          type: 'browser_sdk',
          sdk: 'ecommpay',
          scriptUrl: `${stage.url}/shared/merchant.js`,
          call: 'EPayWidget.run',
          init: { style_url: `${stage.url}/shared/merchant.css` },
          params: page,
        },
      });
      expect(stage.fake.calls()).toEqual([]);
    }));

  it('leaves no payment until the shopper confirms, and that is never read as absent', () =>
    onStage(async (stage) => {
      const open_ = { kind: 'pending', waitsFor: 'shopper', nextAction: null };
      const url = await open(stage);
      expect(await stage.provider.payments.inquire(onPage, {})).toEqual(open_);
      await fetch(url);
      await stage.fake.shopper(reference, 'leave');
      expect(await stage.provider.payments.inquire(onPage, {})).toEqual(open_);
      await stage.fake.shopper(reference, 'approve');
      expect(await stage.provider.payments.inquire(onPage, {})).toMatchObject({ kind: 'succeeded', amount, reference });
      expect(latestReading(stage.events)).toMatchObject({ kind: 'succeeded', amount, reference });
    }));

  it('needs the id of the customer and no semicolon anywhere', () =>
    onStage(async ({ provider }) => {
      for (const change of [{ id: null }, { email: 'a;b@example.com' }]) {
        const request = saleRequest({ channelId: channels.page, customer: { ...customer, ...change } });
        expect(await provider.payments.start(request, {})).toMatchObject({
          kind: 'not_created',
          reason: 'invalid_request',
        });
      }
    }));
});
