import type { Payout } from '@hangil/core';
import { joinDocument, type Plain, toInstant } from './plain.ts';
import { fromPlainRouting } from './routing-codec.ts';

export type PayoutRow = ReturnType<typeof toPayoutRow>;

/** What of a payout stands in no column. */
function documentOf(value: Payout) {
  const {
    id,
    version,
    merchantId,
    livemode,
    merchantReference,
    status,
    currency,
    amountMinor,
    createdAt,
    batchId,
    row,
    availableAt,
    ...document
  } = value;
  return document;
}

type PayoutDocument = ReturnType<typeof documentOf>;

export function toPayoutRow(value: Payout) {
  return {
    id: value.id,
    version: value.version,
    merchantId: value.merchantId,
    livemode: value.livemode,
    merchantReference: value.merchantReference,
    status: value.status,
    currency: value.currency,
    amountMinor: value.amountMinor,
    createdAt: value.createdAt.getTime(),
    document: JSON.stringify(documentOf(value)),
    batchId: value.batchId,
    row: value.row,
    availableAt: value.availableAt?.getTime() ?? null,
  };
}

export function fromPayoutRow({ document, ...columns }: PayoutRow): Payout {
  return fromPlainPayout(joinDocument<PayoutDocument, typeof columns>(document, columns));
}

/** What payouts of older versions, and events about them, do not have. */
const notToldBefore = { batchId: null, row: null, createdBy: null, approvedBy: null };

export function fromPlainPayout(plain: Plain<Payout>): Payout {
  return {
    ...notToldBefore,
    ...plain,
    routing: fromPlainRouting(plain.routing),
    createdAt: toInstant(plain.createdAt),
    availableAt: toInstant(plain.availableAt ?? null),
    approvedAt: toInstant(plain.approvedAt ?? null),
    succeededAt: toInstant(plain.succeededAt),
    failedAt: toInstant(plain.failedAt),
    nextCheckAt: toInstant(plain.nextCheckAt),
  };
}
