/** True, false, or null where no source says: unknown is never taken as no, nor as yes. */
export type Known = boolean | null;

/** Something a gateway needs in a payment, by the path of our API. */
export interface GatewayRequirement {
  /** `customer.phone`, `provider_options.…` */
  readonly param: string;
  /** Only for these method words; null = for all. */
  readonly methods: readonly string[] | null;
  readonly whenEscrow: boolean;
}

/**
 * What one payment gateway (PG) behind a provider can do, as data with its source. Methods are words of `method.type`, narrowed
 * as channels narrow them: `card`, `easy_pay/kakaopay`. A contract may always offer less.
 */
export interface GatewayCapabilities {
  /** The provider's word for it, as the configuration names it. */
  readonly code: string;
  readonly name: string;
  readonly status: 'current' | 'old' | 'legacy';
  readonly methods: readonly string[] | null;
  /** ISO 4217. */
  readonly currencies: readonly string[] | null;
  readonly refusedCurrencies: readonly string[];
  /** Smallest amount by currency, minor units. */
  readonly minimumMinor: Readonly<Record<string, number>>;
  readonly keyIn: Known;
  readonly billingKeys: {
    readonly byWindow: Known;
    readonly byApi: Known;
    readonly charge: Known;
    readonly schedule: Known;
    /** Issuing a key in the window pays at once. */
    readonly issueAndPay: Known;
  };
  readonly virtualAccounts: {
    readonly byWindow: Known;
    readonly byApi: Known;
    readonly change: Known;
    readonly revoke: Known;
  };
  readonly partialRefunds: {
    /** For every method without an exception. */
    readonly usual: Known;
    readonly exceptions: Readonly<Record<string, 'no' | 'on_request'>>;
    /** How many parts, and how many months after the payment; null = no limit known. */
    readonly timesMax: number | null;
    readonly withinMonths: number | null;
  };
  readonly cashReceipts: { readonly issue: Known; readonly cancel: Known; readonly outsideSales: Known };
  readonly escrow: { readonly byWindow: Known; readonly addShipment: Known; readonly changeShipment: Known };
  readonly identityVerification: { readonly byWindow: Known; readonly byApi: Known };
  /** What it asks of order ids; null = nothing known. */
  readonly orderId: {
    readonly minLength: number | null;
    readonly maxLength: number | null;
    readonly lettersAndDigitsOnly: boolean;
  } | null;
  readonly requires: readonly GatewayRequirement[];
  /** Facts for people. */
  readonly notes: readonly string[];
  /** Where the row is from. */
  readonly source: string;
  /** `YYYY-MM-DD` of the source. */
  readonly asOf: string;
}
