/** A plain value means equal. Conditions inside one matcher must all hold. */
export type Matcher<Value extends string | number> =
  | Value
  | {
      readonly eq?: Value;
      readonly ne?: Value;
      readonly in?: readonly Value[];
      readonly not_in?: readonly Value[];
      readonly lt?: Value;
      readonly lte?: Value;
      readonly gt?: Value;
      readonly gte?: Value;
      /** Both ends included. */
      readonly between?: readonly [Value, Value];
    };

/** All named fields must match. `amount` is in minor units; `method` matches `card` as well as `easy_pay/kakaopay`. */
export interface RoutingCondition {
  readonly method?: Matcher<string>;
  readonly wallet?: Matcher<string>;
  readonly currency?: Matcher<string>;
  readonly amount?: Matcher<number>;
}

/** Chooses channels for what it matches: in order with `use`, by weight with `split`. */
export type RoutingRule = { readonly name: string; readonly when: RoutingCondition } & (
  | { readonly use: readonly string[]; readonly split?: undefined }
  | { readonly split: readonly { readonly channel: string; readonly weight: number }[]; readonly use?: undefined }
);

export interface RoutingRules {
  readonly rules: readonly RoutingRule[];
  /** Tried after the rules; then every other channel in the order of the configuration. */
  readonly default: readonly string[];
}

/** What a rule can look at. */
export interface RoutingInputs {
  /** `card`, `easy_pay`, `payout/bank_transfer` */
  readonly method: string;
  readonly wallet: string | null;
  readonly currency: string;
  readonly amountMinor: number;
}

export function conditionHolds(condition: RoutingCondition, inputs: RoutingInputs): boolean {
  const methodWord = inputs.wallet === null ? inputs.method : `${inputs.method}/${inputs.wallet}`;
  return (
    (condition.method === undefined ||
      matches(condition.method, inputs.method) ||
      matches(condition.method, methodWord)) &&
    (condition.wallet === undefined || (inputs.wallet !== null && matches(condition.wallet, inputs.wallet))) &&
    (condition.currency === undefined || matches(condition.currency, inputs.currency)) &&
    (condition.amount === undefined || matches(condition.amount, inputs.amountMinor))
  );
}

function matches<Value extends string | number>(matcher: Matcher<Value>, value: Value): boolean {
  if (typeof matcher !== 'object') return matcher === value;
  const { eq, ne, in: oneOf, not_in: noneOf, lt, lte, gt, gte, between } = matcher;
  return (
    (eq === undefined || value === eq) &&
    (ne === undefined || value !== ne) &&
    (oneOf === undefined || oneOf.includes(value)) &&
    (noneOf === undefined || !noneOf.includes(value)) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (between === undefined || (value >= between[0] && value <= between[1]))
  );
}
