import { minuteMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createTosspayments } from '../src/index.ts';
import { accountOf, openStage, payment, reference, startRequest, virtualAccount } from './stage.ts';

describe('settings', () => {
  it.each([
    ['credentials.client_key', { client_key: 'test_gck_widget', secret_key: 'test_sk_fake' }],
    ['credentials.secret_key', { client_key: 'test_ck_fake', secret_key: 'test_gsk_widget' }],
    ['credentials.secret_key', { client_key: 'test_ck_fake', secret_key: 'live_sk_fake' }],
  ])('%s: keys of the widget and pairs of two modes are refused', (path, credentials) => {
    expect(() => createTosspayments({ ...accountOf('http://127.0.0.1:9'), credentials })).toThrowError(
      expect.objectContaining({ name: 'ProviderSettingsError', path }),
    );
  });
});

describe('an account that was issued', () => {
  const issue = async () => {
    const stage = await openStage();
    const verdict = await stage.provider.payments.start(startRequest({ method: virtualAccount }), {});
    if (verdict.kind !== 'pending') throw new Error(`not issued: ${JSON.stringify(verdict)}`);
    const providerPaymentId = verdict.providerTransactionId ?? null;
    return { ...stage, verdict, issued: { ...payment, methodType: 'virtual_account', providerPaymentId } };
  };

  it('is shown the same when asked about, by key and by order', async () => {
    const { provider, verdict, issued } = await issue();
    expect(await provider.payments.inquire(issued, {})).toEqual(verdict);
    expect(await provider.payments.inquire({ ...issued, providerPaymentId: null }, {})).toEqual(verdict);
  });

  it('is revoked, once; after its deposit it is not', async () => {
    const revoked = await issue();
    expect(await revoked.provider.payments.cancel?.(revoked.issued, {})).toEqual({ kind: 'canceled' });
    expect(await revoked.provider.payments.inquire(revoked.issued, {})).toMatchObject({ kind: 'declined' });
    const paid = await issue();
    await paid.fake.deposit(reference);
    expect(await paid.provider.payments.cancel?.(paid.issued, {})).toMatchObject({ kind: 'declined' });
    expect(paid.fake.books().payments).toMatchObject([{ status: 'paid' }]);
  });
});

describe('the time limits of a window', () => {
  const open = async () => {
    const stage = await openStage();
    const verdict = await stage.provider.payments.start(startRequest(), {});
    if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk') throw new Error('no window');
    stage.fake.openWindow?.(verdict.nextAction.params);
    const providerPaymentId = stage.fake.books().payments[0]?.providerPaymentId ?? '';
    return { ...stage, request: { payment, providerPaymentId } };
  };

  it('an approval that is ten minutes old can no longer be confirmed, and the payment is declined when asked about', async () => {
    const { provider, fake, advance, request } = await open();
    await fake.shopper(reference, 'approve');
    advance(10 * minuteMs + 1);
    expect(await provider.payments.confirm?.(request, {})).toMatchObject({
      kind: 'not_created',
      provider: { code: 'NOT_FOUND_PAYMENT_SESSION' },
    });
    const reading = await provider.payments.inquire({ ...payment, providerPaymentId: null }, {});
    expect(reading).toMatchObject({ kind: 'declined', reason: 'timed_out' });
  });

  it('another amount than that of the window is refused and moves nothing', async () => {
    const { provider, fake, request } = await open();
    await fake.shopper(reference, 'approve');
    const altered = { ...request, payment: { ...payment, amount: { ...payment.amount, amountMinor: 100 } } };
    expect(await provider.payments.confirm?.(altered, {})).toMatchObject({ kind: 'not_created' });
    expect(fake.books().payments).toMatchObject([{ charges: 0 }]);
  });
});

describe('a webhook', () => {
  const read = async (body: object) => {
    const { provider } = await openStage();
    return provider.events?.read({ headers: {}, body: Buffer.from(JSON.stringify(body)), receivedAt: new Date(0) });
  };

  it('about a payment is a hint that names order and key', async () => {
    const data = { paymentKey: 'tkey_1', orderId: reference, status: 'DONE' };
    expect(
      await read({ eventType: 'PAYMENT_STATUS_CHANGED', createdAt: '2026-03-04T11:00:00.000000', data }),
    ).toMatchObject({
      kind: 'accepted',
      subject: { reference, providerTransactionId: 'tkey_1' },
      content: { kind: 'hint' },
    });
  });

  it('about a deposit has no type and no key, is a hint by its order, and its secret is not kept', async () => {
    const body = { createdAt: '2026-03-04T11:00:00.000000', secret: 'ps_secret', status: 'DONE', orderId: reference };
    const reading = await read({ ...body, transactionKey: 'tx_1' });
    expect(reading).toMatchObject({ subject: { reference, providerTransactionId: null }, content: { kind: 'hint' } });
    expect(JSON.stringify(reading)).not.toContain('ps_secret');
  });

  it('of another kind is taken and does nothing', async () => {
    expect(await read({ eventType: 'BILLING_DELETED', createdAt: '2026-03-04T11:00:00', data: {} })).toMatchObject({
      kind: 'accepted',
      content: { kind: 'ignored' },
    });
  });
});
