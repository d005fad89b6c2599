import type { Document, DocumentKind } from '@hangil/engine';
import { presentBillingKey } from '../billing-keys/present-billing-key.ts';
import { presentManualEntry, presentPeriodClosing } from '../bookkeeping/present-bookkeeping.ts';
import { presentCashReceipt } from '../cash-receipts/present-cash-receipt.ts';
import { presentColumnMapping } from '../column-mappings/present-column-mapping.ts';
import { presentVerification } from '../identity-verifications/present-verification.ts';
import { presentPaymentAction } from '../payment-actions/present-payment-action.ts';
import { presentPaymentLink } from '../payment-links/present-payment-link.ts';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import { presentReconciliation, presentReconciliationItem } from '../reconciliations/present-reconciliation.ts';
import { presentSchedule } from '../schedules/present-schedule.ts';
import { presentSettlement } from '../settlements/present-settlement.ts';
import { presentShipment } from '../shipments/present-shipment.ts';

/** How each kind of document is shown: in its routes as in events. */
const presenters: { readonly [Kind in DocumentKind]: (document: Document<Kind>) => object } = {
  routing_version: ({ id, livemode, createdAt, status, value }) => ({
    object: 'routing_version',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status,
    activated_at: presentInstantOrNull(value.activatedAt),
    rules: value.rules.rules,
    default: value.rules.default,
  }),
  billing_key: presentBillingKey,
  schedule: presentSchedule,
  payout_batch: ({ id, livemode, createdAt, status, value }) => ({
    object: 'payout_batch',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status,
    total: value.total,
  }),
  routing_state: ({ id, livemode, createdAt, value }) => ({
    object: 'routing_state',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    active_version: value.activeVersion,
  }),
  channel_health: ({ livemode, status, value }) => ({
    object: 'channel',
    id: value.channelId,
    livemode,
    status,
    failures_in_a_row: value.failuresInARow,
    since: presentInstant(value.since),
  }),
  payment_link: presentPaymentLink,
  settlement: presentSettlement,
  manual_entry: presentManualEntry,
  period_closing: presentPeriodClosing,
  reconciliation: presentReconciliation,
  reconciliation_item: presentReconciliationItem,
  column_mapping: presentColumnMapping,
  cash_receipt: presentCashReceipt,
  shipment: presentShipment,
  identity_verification: presentVerification,
  payment_action: presentPaymentAction,
};

export function presentDocument<Kind extends DocumentKind>(document: Document<Kind>): object {
  return (presenters[document.kind] as (document: Document<Kind>) => object)(document);
}
