/**
 * What the provider's guides say about one PG, from its API description of 2026-08-06 and its PG pages. Words are the provider's.
 * Null and a missing key mean that no source says.
 */
export interface GatewayRow {
  /** Value of `pg_provider`, and of `pg` before the dot. */
  readonly code: string;
  readonly name: string;
  readonly status: 'current' | 'old' | 'legacy';
  readonly kind: 'pg' | 'wallet' | 'order' | 'certification';
  /** Values of `pay_method`, parted by spaces. */
  readonly payMethods: string | null;
  readonly currencies: readonly string[] | null;
  readonly refusedCurrencies?: readonly string[];
  /** The window takes another currency than KRW when none is named. */
  readonly currencyIsRequired?: true;
  readonly minimumMinor?: Readonly<Record<string, number>>;
  readonly window: {
    readonly billingKey: boolean | null;
    readonly issueAndPay: boolean | null;
    readonly virtualAccount: boolean | null;
    readonly escrow: boolean | null;
    readonly keyIn: boolean | null;
  };
  /** API operations whose support lists name the PG, parted by spaces; null when no list names it at all. */
  readonly api: string | null;
  /** API operations about which the sources contradict each other. */
  readonly unclear?: string;
  readonly partialRefunds?: {
    readonly usual: boolean | null;
    readonly exceptions: Readonly<Record<string, 'no' | 'on_request'>>;
    readonly timesMax?: number;
    readonly withinMonths?: number;
  };
  readonly orderId?: {
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly lettersAndDigitsOnly?: true;
  };
  readonly requires?: readonly {
    /** Path in our API. */
    readonly param: string;
    readonly methods?: readonly string[];
    readonly whenEscrow?: true;
    readonly form?: 'two_names';
    readonly maxLength?: number;
  }[];
  /** What it takes of order names, which are cut to 40 characters for every PG. */
  readonly orderName?: { readonly bytesMax?: number; readonly forbidden?: string; readonly refused?: 'hangul' };
  readonly encoding?: 'euc-kr';
  readonly vatPercentMax?: number;
  /** Methods that take no tax-free part. */
  readonly refusesTaxFree?: readonly string[];
  /** What the window calls the list of goods; `products` when left out. */
  readonly productsField?: 'kcpProducts' | 'kiccProducts' | 'naverProducts';
  /** The window takes the merchant's own id of the shopper as `customer_id`. */
  readonly takesCustomerId?: true;
  /** Methods that take that id as `bypass.shop_user_id`. */
  readonly shopUserMethods?: readonly string[];
  /** Opened with `IMP.loadUI` and this word instead of `IMP.request_pay`. */
  readonly uiType?: string;
  /** Word of `pay_method` where the PG ignores it. */
  readonly payMethodSent?: 'card';
  /** Deposits are noticed only after the provider's address was registered at the PG by hand. */
  readonly registersDepositNotices?: true;
  readonly notes?: readonly string[];
  readonly source: string;
  /** `YYYY-MM-DD` of the snapshot. */
  readonly asOf: string;
}
