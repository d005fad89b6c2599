import type { Scope, Settlement } from '@hangil/engine';
import type { ExpectedSettlement } from '@hangil/ledger';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { settlementSchema } from './schemas.ts';

type Shown = z.input<typeof settlementSchema>;

/** @param expected - what the terms let expect for the same channel, day and currency, where it is known */
export function presentSettlement(settlement: Settlement, expected: ExpectedSettlement | null = null): Shown {
  const { id, livemode, createdAt, status, value } = settlement;
  const { netMinor, expectedNetMinor, bank } = value;
  return {
    object: 'settlement',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as Shown['status'],
    provider: value.provider,
    provider_account_id: value.providerAccountId,
    channel_id: value.channelId,
    payout_date: value.payoutDate,
    currency: value.currency,
    expected_net: expectedNetMinor,
    expected: expected === null ? null : presentExpectation(expected),
    received: {
      item_count: value.itemCount,
      payments: value.paymentsMinor,
      refunds: value.refundsMinor,
      fee: value.feeMinor,
      vat: value.vatMinor,
      net: netMinor,
      unknown_items: value.unknownItems,
    },
    difference: expectedNetMinor === null ? null : netMinor - expectedNetMinor,
    bank:
      bank === null
        ? null
        : {
            bank_account: bank.bankAccount,
            amount: bank.amountMinor,
            arrived_at: presentInstant(bank.arrivedAt),
            reference: bank.reference,
          },
  };
}

export function presentExpected(
  expected: ExpectedSettlement,
  { livemode }: Scope,
  channel: { readonly provider: string; readonly providerAccountId: string },
): Shown {
  return {
    object: 'settlement',
    id: null,
    livemode,
    created_at: null,
    status: 'expected',
    provider: channel.provider,
    provider_account_id: channel.providerAccountId,
    channel_id: expected.channelId,
    payout_date: expected.payoutDate,
    currency: expected.currency,
    expected_net: expected.netMinor,
    expected: presentExpectation(expected),
    received: null,
    difference: null,
    bank: null,
  };
}

function presentExpectation(expected: ExpectedSettlement): NonNullable<Shown['expected']> {
  return {
    payment_count: expected.paymentCount,
    refund_count: expected.refundCount,
    payments: expected.paymentsMinor,
    refunds: expected.refundsMinor,
    fee: expected.feeMinor,
    vat: expected.vatMinor,
    net: expected.netMinor,
    business_dates: [...expected.businessDates],
    why: expected.why.map(({ en, ko }) => ({ en, ko })),
  };
}
