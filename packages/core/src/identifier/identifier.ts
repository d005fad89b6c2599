/** A string that only one kind of thing may carry. */
export type Identifier<Kind extends string> = string & { readonly __identifier: Kind };

export type MerchantId = Identifier<'merchant'>;
export type PaymentId = Identifier<'payment'>;
export type AttemptId = Identifier<'attempt'>;
export type RefundId = Identifier<'refund'>;
export type PayoutId = Identifier<'payout'>;
export type OperationId = Identifier<'operation'>;
export type JournalEntryId = Identifier<'journal_entry'>;
export type CaseId = Identifier<'case'>;
export type EventId = Identifier<'event'>;
export type ProviderEventId = Identifier<'provider_event'>;
export type WebhookEndpointId = Identifier<'webhook_endpoint'>;
export type WebhookDeliveryId = Identifier<'webhook_delivery'>;
export type BillingKeyId = Identifier<'billing_key'>;
export type ScheduleId = Identifier<'schedule'>;
export type VirtualAccountId = Identifier<'virtual_account'>;
export type CashReceiptId = Identifier<'cash_receipt'>;
export type ShipmentId = Identifier<'shipment'>;
export type IdentityVerificationId = Identifier<'identity_verification'>;
export type PaymentLinkId = Identifier<'payment_link'>;
export type PayoutBatchId = Identifier<'payout_batch'>;
export type SettlementId = Identifier<'settlement'>;
export type ReconciliationId = Identifier<'reconciliation'>;
export type PaymentActionId = Identifier<'payment_action'>;
export type RoutingVersionId = Identifier<'routing_version'>;
export type RoutingStateId = Identifier<'routing_state'>;
export type ChannelHealthId = Identifier<'channel_health'>;
export type ManualEntryId = Identifier<'manual_entry'>;
export type PeriodClosingId = Identifier<'period_closing'>;
export type ReconciliationItemId = Identifier<'reconciliation_item'>;
export type ColumnMappingId = Identifier<'column_mapping'>;

/** A merchant's contract with one provider, as named in the configuration. */
export type ProviderAccountId = Identifier<'provider_account'>;
/** One way through a provider account: a PG and its methods, as named in the configuration. */
export type ChannelId = Identifier<'channel'>;

/**
 * Our name for one operation at the provider: 28 characters of [a-z0-9], derived from the operation id, so every
 * retry, restart and replica sends the same one. It fits the strictest order-id rule known (4-40 of [A-Za-z0-9]).
 */
export type ProviderReference = Identifier<'provider_reference'>;

interface IdentifierByPrefix {
  readonly pay: PaymentId;
  readonly att: AttemptId;
  readonly rfnd: RefundId;
  readonly po: PayoutId;
  readonly op: OperationId;
  readonly je: JournalEntryId;
  readonly case: CaseId;
  readonly evt: EventId;
  readonly pev: ProviderEventId;
  readonly whe: WebhookEndpointId;
  readonly whd: WebhookDeliveryId;
  readonly bk: BillingKeyId;
  readonly sch: ScheduleId;
  readonly va: VirtualAccountId;
  readonly cr: CashReceiptId;
  readonly shp: ShipmentId;
  readonly idv: IdentityVerificationId;
  readonly plk: PaymentLinkId;
  readonly pob: PayoutBatchId;
  readonly stl: SettlementId;
  readonly rec: ReconciliationId;
  readonly rtv: RoutingVersionId;
  readonly rts: RoutingStateId;
  readonly chn: ChannelHealthId;
  readonly mje: ManualEntryId;
  readonly pcl: PeriodClosingId;
  readonly rci: ReconciliationItemId;
  readonly act: PaymentActionId;
  readonly cmp: ColumnMappingId;
}

export type IdentifierPrefix = keyof IdentifierByPrefix;

/** Source of identifiers; the composition root decides where time and chance come from. */
export interface IdSource {
  /** `prefix_` and 26 characters of lower-case Crockford base32 that sort by time of making. */
  next<Prefix extends IdentifierPrefix>(prefix: Prefix): IdentifierByPrefix[Prefix];
}

/** The provider reference of an operation: the 26-character tail of its id behind "op". */
export function providerReference(operationId: OperationId): ProviderReference {
  return operationId.replace('_', '') as ProviderReference;
}

/** The operation that a reference of ours was made of; of a stranger's reference one that does not exist. */
export function operationIdOf(reference: ProviderReference): OperationId {
  return reference.replace(/^op/, 'op_') as OperationId;
}
