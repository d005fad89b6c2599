import { type Payment, type Payout, providerReference, type Refund } from '@hangil/core';
import { type Sequence, testAccount, testChannel, testCurrency, testScope } from './sequence.ts';

export function createAggregateBuilders({ ids, instant, next }: Sequence) {
  /** A pending card payment of 10,000 won with one attempt. */
  function buildPayment(overrides: Partial<Payment> = {}): Payment {
    const createdAt = instant();
    const operationId = ids.next('op');
    return {
      id: ids.next('pay'),
      version: 1,
      ...testScope,
      orderId: `order-${next()}`,
      orderName: '머그컵',
      status: 'pending',
      amountMinor: 10_000,
      currency: testCurrency,
      taxFreeAmountMinor: 0,
      amountPaidMinor: 0,
      amountRefundingMinor: 0,
      amountRefundedMinor: 0,
      amountByPayoutsMinor: 0,
      method: { type: 'card', details: {} },
      customer: buildCustomer(),
      returnUrl: 'https://shop.example/return',
      checkoutUrl: null,
      metadata: { cart: '17' },
      ...testChannel,
      providerAccountId: testAccount,
      providerPaymentId: null,
      pg: null,
      nextAction: null,
      failure: null,
      attempts: [
        {
          id: ids.next('att'),
          operationId,
          reference: providerReference(operationId),
          ...testChannel,
          providerAccountId: testAccount,
          status: 'pending',
          failure: null,
          createdAt,
        },
      ],
      routing: buildRouting(),
      depositExpected: false,
      checks: 0,
      createdAt,
      paidAt: null,
      canceledAt: null,
      failedAt: null,
      expiresAt: null,
      nextCheckAt: null,
      ...overrides,
    };
  }

  /** A pending refund of 1,000 won. */
  function buildRefund(overrides: Partial<Refund> = {}): Refund {
    return {
      id: ids.next('rfnd'),
      version: 1,
      ...testScope,
      paymentId: ids.next('pay'),
      status: 'pending',
      amountMinor: 1_000,
      taxFreeAmountMinor: 0,
      currency: testCurrency,
      reason: '단순 변심',
      requester: 'customer',
      refundAccount: null,
      operationId: ids.next('op'),
      returnedBeforeMinor: null,
      providerRefundId: null,
      failure: null,
      checks: 0,
      createdAt: instant(),
      succeededAt: null,
      nextCheckAt: null,
      ...overrides,
    };
  }

  /** A payout of 5,000 won that is being processed. */
  function buildPayout(overrides: Partial<Payout> = {}): Payout {
    const operationId = ids.next('op');
    return {
      id: ids.next('po'),
      version: 1,
      ...testScope,
      merchantReference: `payout-${next()}`,
      status: 'processing',
      amountMinor: 5_000,
      currency: testCurrency,
      destination: { bankCode: '004', providerBankId: null, accountNumber: '12345678901', holderName: '홍길동' },
      customer: buildCustomer(),
      refundsPaymentId: null,
      metadata: {},
      batchId: null,
      row: null,
      createdBy: null,
      approvedBy: null,
      approvedAt: null,
      ...testChannel,
      providerAccountId: testAccount,
      operationId,
      reference: providerReference(operationId),
      providerPayoutId: null,
      inTransit: false,
      failure: null,
      routing: buildRouting(),
      checks: 0,
      createdAt: instant(),
      availableAt: null,
      succeededAt: null,
      failedAt: null,
      nextCheckAt: null,
      ...overrides,
    };
  }

  return { buildPayment, buildRefund, buildPayout };
}

function buildCustomer(): Payment['customer'] {
  return {
    id: 'customer-1',
    name: '홍길동',
    firstName: null,
    lastName: null,
    email: 'gildong@shop.example',
    phone: null,
    ipAddress: null,
    language: 'ko',
  };
}

function buildRouting(): Payment['routing'] {
  return {
    rule: 'default',
    version: 0,
    decidedAt: new Date('2026-11-24T03:00:00.123Z'),
    inputs: { amount: 10_000, method: 'card', livemode: false },
    candidates: [{ channelId: testChannel.channelId, eligible: true, reasons: [] }],
    steps: [{ rule: 'default', strategy: 'use', channels: [{ channelId: testChannel.channelId }] }],
  };
}
