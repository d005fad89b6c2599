import type { ChannelId } from '@hangil/core';
import type { BillingKeyValue } from '../billing-key/billing-key.ts';
import type { CashReceiptValue } from '../cash-receipt/cash-receipts.ts';
import type { ColumnMappingValue } from '../column-mapping/column-mappings.ts';
import type { IdentityVerificationValue } from '../identity-verification/identity-verifications.ts';
import type { ManualEntryValue, PeriodClosingValue } from '../ledger/bookkeeping.ts';
import type { PaymentActionValue } from '../payment-action/payment-action.ts';
import type { PaymentLinkValue } from '../payment-link/payment-links.ts';
import type { ReconciliationItemValue, ReconciliationValue } from '../reconciliation/reconciliations.ts';
import type { RoutingRules } from '../routing/rules.ts';
import type { ScheduleValue } from '../schedule/schedule.ts';
import type { SettlementValue } from '../settlement/settlements.ts';
import type { ShipmentValue } from '../shipment/shipments.ts';
import type { Scope } from './records.ts';

/**
 * What each kind of document carries beside the columns that all have. Values are plain data: objects, lists, text, numbers,
 * booleans, null and instants.
 */
export interface DocumentValues {
  readonly payment_action: PaymentActionValue;
  /** A rule set that was given over the API. */
  readonly routing_version: { readonly rules: RoutingRules; readonly activatedAt: Date | null };
  /** A customer's means of payment, kept at a provider. */
  readonly billing_key: BillingKeyValue;
  /** A charge on a billing key at a later time. */
  readonly schedule: ScheduleValue;
  /**
   * A file of payouts; its rows are payouts. Status: `loading` while rows are written, `running`, `paused`, `completed`, `canceled`.
   * Its key, while it is loading, is the hash of the file.
   */
  readonly payout_batch: {
    readonly total: number;
    /** Rows that are written. */
    readonly loadedRows: number;
    /** While it is loading: when the upload counts as broken off. */
    readonly loadingUntil: Date | null;
    readonly createdBy: string | null;
  };
  /** The one that says what routing of a book goes by now. Its key is always the same. */
  readonly routing_state: {
    /** 0 = the rules of the configuration. */
    readonly activeVersion: number;
    readonly latestVersion: number;
    readonly closures: readonly ChannelClosure[];
  };
  /** What merchants were told about a channel last. The key is the channel's id, the status `healthy` or `unhealthy`. */
  readonly channel_health: { readonly channelId: ChannelId; readonly failuresInARow: number; readonly since: Date };
  readonly payment_link: PaymentLinkValue;
  readonly settlement: SettlementValue;
  readonly manual_entry: ManualEntryValue;
  readonly period_closing: PeriodClosingValue;
  readonly reconciliation: ReconciliationValue;
  readonly reconciliation_item: ReconciliationItemValue;
  readonly column_mapping: ColumnMappingValue;
  readonly cash_receipt: CashReceiptValue;
  readonly shipment: ShipmentValue;
  readonly identity_verification: IdentityVerificationValue;
}

/** A time in which a person keeps a channel from being used. */
export interface ChannelClosure {
  readonly channelId: ChannelId;
  readonly from: Date;
  /** null = until somebody opens it. */
  readonly until: Date | null;
  readonly reason: string | null;
}

export type DocumentKind = keyof DocumentValues;

/**
 * A resource without amounts that the database must guard: found by id, by a key of its own or by a parent, and listed by
 * status. Payments, refunds, payouts and journal entries have tables of their own. `Document` alone is a union that `kind`
 * tells apart.
 */
export type Document<Kind extends DocumentKind = DocumentKind> = { [Each in Kind]: DocumentOf<Each> }[Kind];

export interface DocumentOf<Kind extends DocumentKind> extends Scope {
  readonly kind: Kind;
  readonly id: string;
  /** 1 is inserted, n replaces exactly n - 1. */
  readonly version: number;
  /** Unique among the documents of this kind of one merchant and mode; null = none, which gives the key free. */
  readonly key: string | null;
  /** Id of what it belongs to, never changed: of a payment for its shipment, of a billing key for its schedule. */
  readonly parentId: string | null;
  readonly status: string;
  readonly createdAt: Date;
  readonly value: DocumentValues[Kind];
}

/** Absent filters do not restrict. */
export interface DocumentFilter {
  readonly parentId?: string;
  readonly status?: string;
}
