import type { PaymentActionValue } from '../payment-action/payment-action.ts';
import type { PaymentLinkValue } from '../payment-link/payment-links.ts';
import type { RoutingRules } from '../routing/rules.ts';
import type { Scope } from './records.ts';

/**
 * What each kind of document carries beside the columns that all have. Values are plain data: objects, lists, text, numbers,
 * booleans, null and instants.
 */
export interface DocumentValues {
  /** A rule set that was given over the API. */
  readonly payment_action: PaymentActionValue;
  readonly routing_version: { readonly rules: RoutingRules; readonly activatedAt: Date | null };
  readonly payment_link: PaymentLinkValue;
}

export type DocumentKind = keyof DocumentValues;

/**
 * A resource without amounts that the database must guard: found by id, by a key of its own or by a parent, and listed by
 * status. Payments, refunds, payouts and journal entries have tables of their own. `Document` alone is a union that `kind`
 * tells apart.
 */
export type Document<Kind extends DocumentKind = DocumentKind> = { [Each in Kind]: DocumentOf<Each> }[Kind];

interface DocumentOf<Kind extends DocumentKind> extends Scope {
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
