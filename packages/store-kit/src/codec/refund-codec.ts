import type { Refund } from '@hangil/core';
import { joinDocument, type Plain, toInstant } from './plain.ts';

export type RefundRow = ReturnType<typeof toRefundRow>;

/** What of a refund stands in no column. */
function documentOf(value: Refund) {
  const { id, version, merchantId, livemode, paymentId, status, currency, amountMinor, createdAt, ...document } = value;
  return document;
}

type RefundDocument = ReturnType<typeof documentOf>;

export function toRefundRow(value: Refund) {
  return {
    id: value.id,
    version: value.version,
    merchantId: value.merchantId,
    livemode: value.livemode,
    paymentId: value.paymentId,
    status: value.status,
    currency: value.currency,
    amountMinor: value.amountMinor,
    createdAt: value.createdAt.getTime(),
    document: JSON.stringify(documentOf(value)),
  };
}

export function fromRefundRow({ document, ...columns }: RefundRow): Refund {
  return fromPlainRefund(joinDocument<RefundDocument, typeof columns>(document, columns));
}

export function fromPlainRefund(plain: Plain<Refund>): Refund {
  return {
    ...plain,
    createdAt: toInstant(plain.createdAt),
    succeededAt: toInstant(plain.succeededAt),
    nextCheckAt: toInstant(plain.nextCheckAt),
  };
}
