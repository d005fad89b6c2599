import type { OpeningHours } from '../calendar/opening-hours.ts';
import type { BilingualText } from '../payment/next-action.ts';
import type { GatewayCapabilities } from './gateway-capabilities.ts';
import type { PaymentActionDescription } from './payment-action-port.ts';

/** What happens when the same create is sent twice. */
export type CreateIdempotency =
  /** The provider gives the first answer again for the same key. */
  | 'key'
  /** The provider refuses a second create with the same reference. */
  | 'unique_reference'
  /** A second create is a second payment. */
  | 'none';

/** How far "not found" can be trusted. */
export type InquiryGuarantee =
  | { readonly kind: 'strong' }
  /** A created operation may stay invisible for up to this long. */
  | { readonly kind: 'eventual'; readonly visibilityDelayMs: number }
  /** The provider cannot be asked; only its events and a person decide. */
  | { readonly kind: 'none' };

/** What the engine must know about a provider, as data. The conformance suite tests every claim. */
export interface ProviderManifest {
  /** Short lower-case id: the `adapter` word of the configuration and the path part of provider callbacks. */
  readonly id: string;
  readonly name: BilingualText;
  /** Values of `method.type` that payments may use. Channels narrow them. */
  readonly paymentMethods: readonly string[];
  /** Values of `method.type` that payouts may use. Empty when the provider has no payouts. */
  readonly payoutMethods: readonly string[];
  /** ISO 4217 codes, or `any` when the PG behind a channel decides. */
  readonly currencies: readonly string[] | 'any';
  /** Limits in minor units per currency, where they are the provider's own and not a contract's. */
  readonly paymentLimits?: Readonly<Record<string, { readonly minMinor: number; readonly maxMinor: number }>>;
  /** When the provider works, unless a channel's configuration says otherwise. Left out = always. */
  readonly openingHours?: OpeningHours;
  readonly createIdempotency: CreateIdempotency;
  readonly inquiry: InquiryGuarantee;
  readonly refunds: {
    readonly offered: boolean;
    readonly partial: boolean;
    /** How a repeated refund is told from a new one. */
    readonly idempotency: CreateIdempotency | 'expected_balance';
  };
  readonly events: {
    /** Provider events prove themselves by a signature, or are only hints to ask again. */
    readonly trust: 'evidence' | 'hint';
  };
  /** The payment gateways (PGs) behind a provider that is one contract with many. Left out = the provider is its own. */
  readonly gateways?: readonly GatewayCapabilities[];
  /** What can be done with a payment beyond what every provider does. Left out = nothing. */
  readonly actions?: readonly PaymentActionDescription[];
  /** Longest time one call may take before the adapter gives up. Leases are longer than this. */
  readonly callTimeoutMs: number;
}
