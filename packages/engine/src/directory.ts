import type {
  ChannelId,
  GatewayCapabilities,
  MerchantId,
  OpeningHours,
  PaymentProvider,
  ProviderAccountId,
  ProviderManifest,
} from '@hangil/core';
import type { SettlementTerms } from '@hangil/ledger';
import type { FeeLine } from './routing/fees.ts';
import type { RoutingRules } from './routing/rules.ts';
import type { WeeklyWindow } from './routing/weekly-window.ts';
import type { Scope } from './store/records.ts';

/** When a provider or its PG is known to be away: every week on the wall of a zone, or once. */
export type MaintenanceWindow =
  | (WeeklyWindow & { readonly zone: string })
  | { readonly since: Date; readonly until: Date };

/** What the contract of one channel leaves out beside methods. Left out = as the provider says. Amounts are minor units. */
export interface ChannelContract {
  readonly currencies?: readonly string[];
  /** Of one payment or payout, by currency. */
  readonly limits?: Readonly<Record<string, { readonly minMinor: number; readonly maxMinor: number }>>;
  readonly taxFree?: boolean;
  readonly foreignCustomers?: boolean;
}

/** One way to a provider that a merchant may use. */
export interface Channel {
  readonly id: ChannelId;
  readonly providerAccountId: ProviderAccountId;
  readonly provider: ProviderManifest;
  /** `card`, `easy_pay/kakaopay`, `payout/bank_transfer` */
  readonly methods: readonly string[];
  /** What was agreed about paying out and fees; nothing is expected of a channel without. */
  readonly settlement?: SettlementTerms | undefined;
  /** When it works: payments are taken only then, payouts wait for it. Left out = always. */
  readonly hours?: OpeningHours;
  /** A payout above this amount in minor units waits for a second API key. Left out = none does. */
  readonly approvalAboveMinor?: number;
  readonly contract?: ChannelContract;
  readonly maintenance?: readonly MaintenanceWindow[];
  /** What a payment costs here. */
  readonly fees?: readonly FeeLine[];
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
