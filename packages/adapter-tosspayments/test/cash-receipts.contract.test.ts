import { type ChannelId, dayMs, type IssueCashReceiptRequest, money, type ProviderReference } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { answering, openStage, payment, startRequest, startTime } from './stage.ts';

const reference = (number: number) => `op${String(number).padStart(26, '0')}` as ProviderReference;

function request(number: number, overrides: Partial<IssueCashReceiptRequest> = {}): IssueCashReceiptRequest {
  return {
    channelId: 'toss' as ChannelId,
    reference: reference(number),
    subject: { kind: 'outside_sale', orderName: '양말' },
    amount: money(11_000, 'KRW'),
    taxFreeAmountMinor: 0,
    purpose: 'company',
    identifier: { type: 'business_number', number: '1234567890' },
    customer: startRequest().customer,
    ...overrides,
  };
}

function atProvider(number: number, requestedAt = startTime) {
  const { channelId } = request(number);
  return { channelId, reference: reference(number), payment: null, providerReceiptId: null, requestedAt };
}

describe('a cash receipt', () => {
  it('is found among all that were asked for on its day', async () => {
    const { provider } = await openStage();
    for (const number of [1, 2, 3, 4, 5]) await provider.cashReceipts?.issue(request(number), {});
    expect(await provider.cashReceipts?.inquire(atProvider(5), {})).toMatchObject({ kind: 'issued', canceledAt: null });
    expect(await provider.cashReceipts?.inquire(atProvider(6), {})).toEqual({ kind: 'absent' });
  });

  it('that is canceled weeks later is shown as canceled', async () => {
    const { provider, advance } = await openStage();
    await provider.cashReceipts?.issue(request(1), {});
    advance(20 * dayMs);
    expect(await provider.cashReceipts?.cancel(atProvider(1), {})).toEqual({ kind: 'canceled' });
    const canceledAt = new Date(startTime.getTime() + 20 * dayMs);
    expect(await provider.cashReceipts?.inquire(atProvider(1), {})).toMatchObject({ kind: 'issued', canceledAt });
  });

  it('carries the words of the provider for its kind and the number of its owner', async () => {
    const { provider, sent } = await answering(400, { code: 'INVALID_CASH_RECEIPT_INFO', message: '말씀' });
    expect(await provider.cashReceipts?.issue(request(1), {})).toMatchObject({ kind: 'declined' });
    expect(sent).toMatchObject([
      {
        path: '/v1/cash-receipts',
        headers: { 'idempotency-key': reference(1) },
        body: { orderId: reference(1), amount: 11_000, type: '지출증빙', customerIdentityNumber: '1234567890' },
      },
    ]);
  });

  it('is never absent when a list was not given', async () => {
    const { provider } = await answering(404, { code: 'NOT_FOUND_MERCHANT_BUSINESS_NUMBER', message: '말씀' });
    expect(await provider.cashReceipts?.inquire(atProvider(1), {})).toMatchObject({ kind: 'unknown' });
    expect(await provider.cashReceipts?.cancel(atProvider(1), {})).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['a payment by this provider', { subject: { kind: 'payment', payment, leftMinor: 11_000 } as const }, 'payment_id'],
    ['another currency', { amount: money(1_100, 'USD') }, 'currency'],
  ])('is refused before for %s', async (_, overrides, param) => {
    const { provider } = await openStage();
    expect(provider.cashReceipts?.check?.(request(1, overrides))).toMatchObject({ param });
    expect(provider.cashReceipts?.check?.(request(1))).toBeNull();
  });
});
