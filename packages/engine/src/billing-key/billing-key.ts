import type {
  BillingKeyAtProvider,
  BillingKeyChannel,
  BillingKeyPort,
  ChannelId,
  Customer,
  Failure,
  NextAction,
  OperationId,
  PaymentProvider,
  ProviderAccountId,
  ProviderReference,
} from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { providerOf } from '../payment/ask-provider.ts';
import type { Document } from '../store/document.ts';
import type { Operation } from '../store/operation.ts';

/** A customer's means of payment, kept at a provider for later charges. The document's parent is the merchant's customer id. */
export type BillingKey = Document<'billing_key'>;

/**
 * `pending` while it is being issued; `requires_action` waits for the shopper's window; `failed` was never made. A `deleted` key is
 * never charged again, whether or not the provider has forgotten it yet.
 */
export const billingKeyStatuses = ['pending', 'requires_action', 'active', 'unknown', 'failed', 'deleted'] as const;
export type BillingKeyStatus = (typeof billingKeyStatuses)[number];

export interface BillingKeyValue {
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly operationId: OperationId;
  /** Our name of it at the provider. */
  readonly reference: ProviderReference;
  /** The provider's name of it; never shown. */
  readonly providerKey: string | null;
  readonly issuedBy: 'key_in' | 'window';
  readonly customer: Customer;
  readonly returnUrl: string | null;
  readonly card: { readonly company: string | null; readonly maskedNumber: string | null };
  /** Ways it can, or could not, be charged. */
  readonly channels: readonly BillingKeyChannel[];
  readonly nextAction: NextAction | null;
  readonly failure: Failure | null;
  readonly deletion: BillingKeyDeletion | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly checks: number;
  readonly issuedAt: Date | null;
  readonly nextCheckAt: Date | null;
}

export interface BillingKeyDeletion {
  readonly reason: string | null;
  readonly requester: 'customer' | 'admin';
  readonly requestedAt: Date;
  /** Whether the provider has forgotten it: not yet, yes, or it refuses to. */
  readonly atProvider: 'pending' | 'done' | 'refused';
  readonly failure: Failure | null;
}

/** Being made: neither usable nor ended. */
export function isBeingIssued({ status }: BillingKey): boolean {
  return status === 'pending' || status === 'requires_action' || status === 'unknown';
}

export function keyAtProvider(
  { value: { channelId, reference, providerKey } }: BillingKey,
  throughChannel: ChannelId = channelId,
): BillingKeyAtProvider {
  return { channelId: throughChannel, reference, providerKey };
}

/** @throws Error when the provider has stopped to offer billing keys: an operator's mistake */
export function keyPortOf(dependencies: EngineDependencies, { value }: BillingKey): BillingKeyPort {
  return mustHavePort(providerOf(dependencies, value.providerAccountId), value.provider);
}

function mustHavePort({ billingKeys }: PaymentProvider, name: string): BillingKeyPort {
  if (billingKeys === undefined) throw new Error(`${name} no longer offers billing keys`);
  return billingKeys;
}

/** The next version, changed in some parts. */
export function changedKey(
  key: BillingKey,
  {
    status = key.status as BillingKeyStatus,
    ...value
  }: Partial<BillingKeyValue> & { readonly status?: BillingKeyStatus },
): BillingKey {
  return { ...key, version: key.version + 1, status, value: { ...key.value, ...value } };
}

export interface LoadedBillingKey {
  readonly billingKey: BillingKey;
  readonly operation: Operation;
}

export async function mustLoadKey({ store }: EngineDependencies, id: string): Promise<LoadedBillingKey> {
  const billingKey = await store.document('billing_key', id);
  const operation = billingKey === null ? null : await store.operation(billingKey.value.operationId);
  if (billingKey === null || operation === null) throw new Error(`billing key ${id} is gone`);
  return { billingKey, operation };
}
