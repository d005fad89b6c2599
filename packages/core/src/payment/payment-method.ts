/** Words of `method.type` in the API. */
export const paymentMethodTypes = [
  'card',
  'key_in',
  'billing_key',
  'virtual_account',
  'bank_transfer',
  'mobile',
  'easy_pay',
  'gift_certificate',
  'convenience_store',
  'point',
] as const;

export type PaymentMethodType = (typeof paymentMethodTypes)[number];

/** Card data typed in by the merchant's staff or the shopper. Lives in memory for one call; never stored, never logged. */
export interface KeyInCard {
  /** Digits only. */
  readonly cardNumber: string;
  /** `YYYY-MM` */
  readonly expiry: string;
  /** Six digits of a birth date (YYMMDD) or ten of a business number. */
  readonly birthOrBusinessNumber: string | null;
  readonly password2Digits: string | null;
}

/** What the merchant asked for, as the provider port receives it. */
export type RequestedPaymentMethod =
  | { readonly type: 'card' | 'bank_transfer' | 'mobile' | 'convenience_store' | 'point' }
  | { readonly type: 'easy_pay'; readonly wallet: string }
  | { readonly type: 'gift_certificate'; readonly kind: string }
  | { readonly type: 'key_in'; readonly card: KeyInCard }
  | { readonly type: 'billing_key'; readonly billingKeyId: string }
  | {
      readonly type: 'virtual_account';
      /** Three-digit KFTC bank code. */
      readonly bankCode: string | null;
      /** End of the deposit window. */
      readonly dueAt: Date;
      readonly holderName: string | null;
    };

/** What is kept of a method: the request without card data, with what became known from the provider. */
export interface PaymentMethod {
  readonly type: PaymentMethodType;
  readonly wallet?: string;
  readonly kind?: string;
  readonly billingKeyId?: string;
  readonly bankCode?: string;
  readonly holderName?: string;
  readonly dueAt?: Date;
  readonly details: PaymentMethodDetails;
}

/** Facts about the means of payment as the provider told them. Absent = not told. */
export interface PaymentMethodDetails {
  readonly cardCompany?: string;
  /** At most the first six and the last four digits. */
  readonly maskedNumber?: string;
  readonly approvalNumber?: string;
  readonly installmentMonths?: number;
  readonly bankCode?: string;
  readonly bankName?: string;
  readonly virtualAccountNumber?: string;
  readonly holderName?: string;
  readonly receiptUrl?: string;
}

/** Method with its narrowing, as channels name it: `card`, `easy_pay/kakaopay`, `gift_certificate/culture`. */
export function methodWord(method: {
  readonly type: PaymentMethodType;
  readonly wallet?: string;
  readonly kind?: string;
}): string {
  const narrowing = method.wallet ?? method.kind;
  return narrowing === undefined ? method.type : `${method.type}/${narrowing}`;
}

/** Drops what must not be kept. The masked card number stays: first six and last four digits. */
export function toStoredMethod(method: RequestedPaymentMethod): PaymentMethod {
  switch (method.type) {
    case 'key_in':
      return { type: 'key_in', details: { maskedNumber: maskCardNumber(method.card.cardNumber) } };
    case 'billing_key':
      return { type: 'billing_key', billingKeyId: method.billingKeyId, details: {} };
    case 'easy_pay':
      return { type: 'easy_pay', wallet: method.wallet, details: {} };
    case 'gift_certificate':
      return { type: 'gift_certificate', kind: method.kind, details: {} };
    case 'virtual_account':
      return {
        type: 'virtual_account',
        ...(method.bankCode === null ? {} : { bankCode: method.bankCode }),
        ...(method.holderName === null ? {} : { holderName: method.holderName }),
        dueAt: method.dueAt,
        details: {},
      };
    default:
      return { type: method.type, details: {} };
  }
}

export function maskCardNumber(digits: string): string {
  return digits.length < 13
    ? '*'.repeat(digits.length)
    : `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`;
}
