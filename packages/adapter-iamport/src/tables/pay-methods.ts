import { methodWord, type RequestedPaymentMethod } from '@hangil/core';
import type { GatewayRow } from './gateways/gateway-row.ts';
import { gatewayRowOf } from './gateways/index.ts';
import { toMethodWord, walletOf } from './gateways/method-words.ts';

/** Kinds of gift certificates at a PG that no table lists. */
const giftCertificateWords: Readonly<Record<string, string>> = {
  culture: 'cultureland',
  book: 'booknlife',
  happy: 'happymoney',
};

export type WindowMethod = Exclude<RequestedPaymentMethod, { readonly type: 'key_in' | 'billing_key' }>;

/**
 * The word of `pay_method` for the payment window. Where the PG writes a wallet or a certificate in its own way, the table has
 * its word; where it has several, the first is taken.
 *
 * @param pg - `code` or `code.MID` of the channel; null when the channel is chosen by its key
 */
export function toPayMethod(method: WindowMethod, pg: string | null): string {
  switch (method.type) {
    case 'card':
    case 'point':
      return method.type;
    case 'bank_transfer':
      return 'trans';
    case 'virtual_account':
      return 'vbank';
    case 'mobile':
      return 'phone';
    case 'convenience_store':
      return 'cvs';
    case 'easy_pay':
      return walletWord(method.wallet, gatewayRowOf(pg)) ?? method.wallet;
    case 'gift_certificate':
      return listedWord(methodWord(method), gatewayRowOf(pg)) ?? giftCertificateWords[method.kind] ?? method.kind;
    default:
      return method satisfies never;
  }
}

/** A PG that is itself the wallet is asked for by its own word, or as a card where it has none. */
function walletWord(wallet: string, row: GatewayRow | null): string | null {
  if (row === null) return null;
  if (row.payMethodSent !== undefined) return row.payMethodSent;
  const listed = listedWord(`easy_pay/${wallet}`, row);
  return listed === null && walletOf(row.code) === wallet ? 'card' : listed;
}

function listedWord(word: string, row: GatewayRow | null): string | null {
  const payMethods = row?.payMethods?.split(' ') ?? [];
  return payMethods.find((payMethod) => toMethodWord(payMethod) === word) ?? null;
}
