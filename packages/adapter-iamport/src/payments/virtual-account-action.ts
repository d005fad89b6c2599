import type { NextAction } from '@hangil/core';
import type { WirePayment } from '../wire/payment.schema.ts';

/** What the shopper sees of an issued account; null for a payment without one. */
export function toVirtualAccountAction(payment: WirePayment): NextAction | null {
  if (payment.vbankNumber === null) return null;
  return {
    type: 'display_virtual_account',
    bankCode: payment.vbankCode,
    bankName: payment.vbankName,
    accountNumber: payment.vbankNumber,
    holderName: payment.vbankHolder,
    dueAt: payment.vbankDueAt,
  };
}
