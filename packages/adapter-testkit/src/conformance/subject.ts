import type {
  AccountHolderRequest,
  Customer,
  IssueCashReceiptRequest,
  KeyInCard,
  Money,
  PayoutRequest,
  PersonClaim,
  ProviderAdapter,
  ProviderOptions,
  RawProviderEvent,
  RefundAccount,
  ShipmentDetails,
  StartPaymentRequest,
} from '@hangil/core';
import type { FakeOptions, FakeProvider } from '../fake-provider.ts';

/**
 * Time at which every scenario begins: a Wednesday, 11:00 in Seoul, inside every provider's hours. Due times of samples are
 * counted from it.
 */
export const conformanceTime = new Date('2026-03-04T02:00:00.000Z');

/** Goes through another channel than {@link ConformanceSubject.channelId}. */
interface OwnChannel {
  readonly channelId?: string;
}

/** A payment as a merchant asks for it; the suite adds channel and reference. */
export type PaymentSample = Omit<StartPaymentRequest, 'channelId' | 'reference'> & OwnChannel;

/** A payout as a merchant asks for it; the suite adds channel and reference. */
export type PayoutSample = Omit<PayoutRequest, 'channelId' | 'reference'> & OwnChannel;

/** A means of payment to keep, as a merchant asks for it; the suite adds channel and reference. */
export interface BillingKeySample extends OwnChannel {
  /** For providers that issue by `key_in`. */
  readonly card?: KeyInCard;
  readonly customer: Customer;
  /** Where a window that keeps a card comes back to; an invented address when left out. */
  readonly returnUrl?: string;
}

/** One action, on a payment that is paid in the shortest way. */
export interface ActionSample extends OwnChannel {
  /** May be made of the results of the actions that come first. */
  readonly input: ProviderOptions | ((results: readonly unknown[]) => ProviderOptions);
  /** Actions that come first, by their names. */
  readonly after?: readonly string[];
  /** What the fake makes of it; `done` when left out. */
  readonly expected?: 'done' | 'declined' | 'unknown';
}

/** A provider account as it stands in the configuration. Give only what is required: the suite takes each credential away once. */
export interface AccountConfiguration {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly channels: readonly {
    readonly id: string;
    readonly methods: readonly string[];
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
}

/** What is offered beside payments, each with the fake's operation into which faults are injected. */
export interface ServiceSamples {
  readonly cashReceipt?: OwnChannel &
    Pick<IssueCashReceiptRequest, 'amount' | 'taxFreeAmountMinor' | 'purpose' | 'identifier' | 'customer'> & {
      readonly operation: string;
      readonly cancelOperation: string;
    };
  /** Of a payment that is paid in the shortest way. */
  readonly shipment?: ShipmentDetails & { readonly operation: string };
  /** `code`: what the fake sends to every phone. */
  readonly identityVerification?: OwnChannel & {
    readonly person: PersonClaim;
    readonly code: string;
    readonly operation: string;
  };
  /** Charges of `samples.billingKey` by the provider's own clock, of the amount of the quickest sample. */
  readonly schedule?: { readonly operation: string; readonly moveOperation: string; readonly cancelOperation: string };
  /** What an account that was issued like `samples.deposit` is changed to. */
  readonly accountChange?: OwnChannel & {
    readonly amount: Money;
    readonly dueAt: Date;
    readonly operation: string;
  };
  /** An account that the provider knows. */
  readonly accountHolder?: OwnChannel &
    Pick<AccountHolderRequest, 'bankCode' | 'accountNumber'> & {
      readonly holderName: string;
      readonly operation: string;
    };
  /** A payment in which something is missing, and what the shopper answers when the provider asks for it, by its path. */
  readonly information?: {
    readonly payment: PaymentSample;
    readonly answers: Readonly<Record<string, string>>;
    readonly operation: string;
  };
  /** One sample for each action of the manifest, by its name. */
  readonly actions?: Readonly<Record<string, ActionSample>>;
  /** The provider's question before it takes the money, as it would send it. */
  readonly approval?: (reference: string, amountMajor: number) => Pick<RawProviderEvent, 'headers' | 'body'>;
  /** What the provider's window gives to the page that opened it, for a payment of this id of the provider. */
  readonly windowResult?: (providerPaymentId: string) => Readonly<Record<string, unknown>>;
  readonly banks?: OwnChannel & { readonly operations: readonly string[] };
  readonly reports?: { readonly operation: string };
  readonly accountChannels?: { readonly operation: string };
}

/** An adapter with everything the suite needs to try its claims; a claim without its sample is a finding. */
export interface ConformanceSubject {
  readonly adapter: ProviderAdapter;
  createFake(options: FakeOptions): FakeProvider;
  account(fakeUrl: string): AccountConfiguration;
  /** The channel of `account` that samples go through. */
  readonly channelId: string;
  /** Names of credentials that are no secret, because a shopper's browser sees them. */
  readonly publicCredentials?: readonly string[];
  readonly samples: {
    /** Waits for a shopper. */
    readonly payment?: PaymentSample;
    /** Charged at once, without a shopper: `key_in`, `billing_key`. */
    readonly directCharge?: PaymentSample;
    /** Waits for a deposit, on an account issued for it or by instructions that are shown. */
    readonly deposit?: PaymentSample;
    readonly payout?: PayoutSample;
    /** A means of payment that the provider keeps under a key; for providers with `billingKeys`. */
    readonly billingKey?: BillingKeySample;
    /** Where deposits are given back to; an invented account when left out. */
    readonly refundAccount?: RefundAccount;
  };
  /** One sample for each service that the adapter offers. */
  readonly services?: ServiceSamples;
  /**
   * Currencies in which the sample with the fewest calls can be paid, where the manifest says `any` or the sample's channel takes
   * fewer than are declared.
   */
  readonly unitCurrencies?: readonly string[];
  /** The fake's operations into which faults are injected. */
  readonly operations: {
    /** Left out when opening a payment needs no call to the provider. */
    readonly start?: string;
    readonly directCharge?: string;
    /** Moves the money of a payment that the shopper has approved; for providers with `payments.confirm`. */
    readonly confirm?: string;
    readonly refund?: string;
    readonly payout?: string;
    /** Issues a billing key for a card that was typed in. */
    readonly issueKey?: string;
    /** Makes a billing key of what a window gave to the browser; for providers with `billingKeys.confirm`. */
    readonly confirmKey?: string;
    /** Every operation that an inquiry may use. */
    readonly inquire: readonly string[];
  };
}

/** One claim with its proof. `run` rejects when the claim does not hold. */
export interface Scenario {
  readonly group: string;
  /** A sentence. */
  readonly name: string;
  run(): Promise<void>;
}
