import type { CallContext, PaymentAtProvider, ProviderOptions, RequestProblem } from './payment-provider.ts';
import type { Declined, NotCreated, Unknown } from './verdict.ts';

/** Something that only some providers or gateways can do with a payment, by a name of its own. */
export interface PaymentActionDescription {
  /** `ship_product_orders`; the last part of its address. */
  readonly name: string;
  /** One sentence of English. */
  readonly summary: string;
  /** Codes of the gateways that know it; empty = every one. */
  readonly gateways: readonly string[];
  /** False = it only reads: nothing is kept, and it may be asked as often as one likes. */
  readonly changes: boolean;
}

export interface PaymentActionRequest {
  readonly name: string;
  readonly payment: PaymentAtProvider;
  /** Code of the gateway that has the payment, as far as it is known. */
  readonly gateway: string | null;
  /** As the merchant gave it. */
  readonly input: ProviderOptions;
}

export type PaymentActionVerdict =
  /** `complete` false: the provider did only a part; `result` says which. Plain JSON without personal data or secrets. */
  { readonly kind: 'done'; readonly complete: boolean; readonly result: unknown } | Declined | NotCreated | Unknown;

export interface PaymentActionPort {
  readonly offered: readonly PaymentActionDescription[];
  /** Looks at a request before anything is written or sent. Pure. `param` is below `input`. */
  check(request: PaymentActionRequest): RequestProblem | null;
  /** Sent once; an unknown outcome is never sent again by itself. */
  run(request: PaymentActionRequest, context: CallContext): Promise<PaymentActionVerdict>;
}
