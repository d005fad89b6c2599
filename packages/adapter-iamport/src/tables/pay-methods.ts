import type { RequestedPaymentMethod } from '@hangil/core';

/**
 * Words of `pay_method` for the payment window, from the provider's PG pages (August 2026). Where a PG writes a wallet in its
 * own way, that word stands under its code; a PG that is itself a wallet is asked for as below.
 */
const walletWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kakaopay: { kakaopay: 'card' },
  payco: { payco: 'card' },
  tosspay: { tosspay: 'card' },
  smilepay: { smilepay: 'card' },
  paypal: { paypal: 'card' },
  html5_inicis: { samsungpay: 'samsung' },
  kcp: { samsungpay: 'samsung' },
  uplus: { samsungpay: 'samsung' },
  mobilians_v2: { samsungpay: 'samsung' },
  daou: { samsungpay: 'samsung' },
  nice_v2: { naverpay: 'naverpay_card', tosspay: 'tosspay_card' },
};

const giftCertificateWords: Readonly<Record<string, string>> = {
  culture: 'cultureland',
  book: 'booknlife',
  happy: 'happymoney',
};

type WindowMethod = Exclude<RequestedPaymentMethod, { readonly type: 'key_in' | 'billing_key' | 'virtual_account' }>;

/** @param pg - `code` or `code.MID` of the channel; null when the channel is chosen by its key */
export function toPayMethod(method: WindowMethod, pg: string | null): string {
  switch (method.type) {
    case 'card':
    case 'point':
      return method.type;
    case 'bank_transfer':
      return 'trans';
    case 'mobile':
      return 'phone';
    case 'convenience_store':
      return 'cvs';
    case 'easy_pay':
      return walletWords[pg?.split('.')[0] ?? '']?.[method.wallet] ?? method.wallet;
    case 'gift_certificate':
      return giftCertificateWords[method.kind] ?? method.kind;
    default:
      return method satisfies never;
  }
}
