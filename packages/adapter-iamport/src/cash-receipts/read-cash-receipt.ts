import { type CashReceiptAtProvider, type IssuedCashReceipt, type Unknown, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toMoney } from '../payments/read-payment.ts';
import type { WireReceipt } from '../wire/service.schemas.ts';

export function readReceipt(
  receipt: WireReceipt,
  { payment, reference }: Pick<CashReceiptAtProvider, 'payment' | 'reference'>,
  { clock }: IamportContext,
): IssuedCashReceipt | Unknown {
  const isOurs = payment === null ? receipt.merchantUid === reference : receipt.impUid === payment.providerPaymentId;
  if (!isOurs) return unknown('the answer is about another receipt');
  const amount = toMoney(receipt.amount, 'KRW');
  if (amount === null) return unknown('unreadable amount');
  return {
    kind: 'issued',
    amount,
    providerReceiptId: receipt.receiptTid,
    approvalNumber: receipt.applyNum,
    receiptUrl: receipt.receiptUrl,
    issuedAt: receipt.appliedAt ?? clock.now(),
    canceledAt: receipt.cancelledAt,
  };
}
