import type { CashReceiptAtProvider, IssueCashReceiptRequest } from '@hangil/core';

/** Receipts of payments go by the payment's id, those of outside sales by our reference; null when the id is not known. */
export function receiptPath({
  payment,
  reference,
}: Pick<CashReceiptAtProvider, 'payment' | 'reference'>): string | null {
  if (payment === null) return `/receipts/external/${encodeURIComponent(reference)}`;
  return payment.providerPaymentId === null ? null : `/receipts/${encodeURIComponent(payment.providerPaymentId)}`;
}

export function receiptOf({ subject, reference }: IssueCashReceiptRequest) {
  return { payment: subject.kind === 'payment' ? subject.payment : null, reference };
}
