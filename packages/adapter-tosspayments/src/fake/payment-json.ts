import type { FakeDistortion } from '@hangil/adapter-testkit';
import { hourMs, maskCardNumber } from '@hangil/core';
import { returned, type TossRecord } from './record.ts';

const methods = { window: '카드', key_in: '카드', billing_key: '카드', virtual_account: '가상계좌' } as const;

/** Korean local time with its offset, as the provider writes it. */
function koreanTime(instant: Date): string {
  return `${new Date(instant.getTime() + 9 * hourMs).toISOString().slice(0, 19)}+09:00`;
}

/** The Payment object of API version 2022-11-16, with the distortion a test asked for. */
export function paymentJson(record: TossRecord, distortion: FakeDistortion = {}): object {
  const { amountMinor: total = record.amount, currency = 'KRW', reference: orderId = record.orderId } = distortion;
  const { account, approvedAt, cardNumber, cancels } = record;
  const isCard = record.kind !== 'virtual_account' && (approvedAt !== null || cardNumber !== null);
  return {
    version: '2022-11-16',
    mId: 'tvivarepublica',
    paymentKey: record.paymentKey,
    lastTransactionKey: cancels.at(-1)?.transactionKey ?? (approvedAt === null ? null : `tx_${record.paymentKey}`),
    orderId,
    orderName: record.orderName,
    type: record.kind === 'billing_key' ? 'BILLING' : 'NORMAL',
    method: methods[record.kind],
    status: record.status,
    currency,
    country: 'KR',
    totalAmount: total,
    balanceAmount: total - returned(record),
    requestedAt: koreanTime(record.requestedAt),
    approvedAt: approvedAt === null ? null : koreanTime(approvedAt),
    isPartialCancelable: true,
    cancels: cancels.length === 0 ? null : cancelsJson(record),
    card: isCard
      ? {
          amount: total,
          issuerCode: '61',
          acquirerCode: '61',
          number: maskCardNumber(cardNumber ?? '4330123412341234'),
          installmentPlanMonths: 0,
          approveNo: '00000000',
          cardType: '신용',
          ownerType: '개인',
        }
      : null,
    virtualAccount:
      account === null
        ? null
        : {
            accountType: '일반',
            accountNumber: account.accountNumber,
            bankCode: account.bankCode,
            customerName: account.customerName,
            dueDate: koreanTime(account.dueDate),
            refundStatus: 'NONE',
            expired: false,
          },
    secret: account?.secret ?? null,
    failure: record.failure,
    receipt: approvedAt === null ? null : { url: `https://dashboard.example/receipt/${record.paymentKey}` },
  };
}

function cancelsJson({ amount, cancels }: TossRecord): object[] {
  let left = amount;
  return cancels.map((entry) => {
    left -= entry.cancelAmount;
    const { canceledAt, ...told } = entry;
    return {
      ...told,
      canceledAt: koreanTime(canceledAt),
      refundableAmount: left,
      taxFreeAmount: 0,
      cancelStatus: 'DONE',
    };
  });
}
