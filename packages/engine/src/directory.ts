import type {
  ChannelId,
  GatewayCapabilities,
  MerchantId,
  PaymentProvider,
  ProviderAccountId,
  ProviderManifest,
} from '@hangil/core';
import type { SettlementTerms } from '@hangil/ledger';
import type { RoutingRules } from './routing/rules.ts';
import type { Scope } from './store/records.ts';

/** One way to a provider that a merchant may use. */
export interface Channel {
  readonly id: ChannelId;
  readonly providerAccountId: ProviderAccountId;
  readonly provider: ProviderManifest;
  /** `card`, `easy_pay/kakaopay`, `payout/bank_transfer` */
  readonly methods: readonly string[];
  /** What was agreed about paying out and fees; nothing is expected of a channel without. */
  readonly settlement?: SettlementTerms | undefined;
  /** What is known of the payment gateway behind it; null or left out = nothing. */
  readonly gateway?: GatewayCapabilities | null;
  /** Why nothing can be sent through it at all; null or left out = it can. */
  readonly unavailable?: string | null;
}

export interface MerchantSetup {
  readonly id: MerchantId;
  readonly name: string;
  /** In the order of the configuration. */
  readonly channels: readonly Channel[];
  readonly routing: RoutingRules;
}

/** Who the merchants are and how their providers are reached; read from the configuration at start. */
export interface Directory {
  merchant(id: MerchantId): MerchantSetup | null;
  provider(account: ProviderAccountId): PaymentProvider | null;
  /** Who is told about a provider account; live when the merchant has a live key. */
  ownerOf(account: ProviderAccountId): Scope | null;
}
