import { type Customer, type Money, money, type StartPaymentRequest, toMajorText } from '@hangil/core';
import { toPhone } from './check-buyer.ts';

export const nameCharactersMax = 40;

/** The number that i'mport wants for an amount: major units, KRW 10000 and USD 14.2. */
export function toMajorNumber(amount: Money): number {
  return Number(toMajorText(amount));
}

/** Fields that describe the order, the same in the window and in every charge. Longest texts by the provider's field table. */
export function orderFields({
  reference,
  amount,
  taxFreeAmountMinor,
  orderName,
  customer,
}: Pick<StartPaymentRequest, 'reference' | 'amount' | 'taxFreeAmountMinor' | 'orderName' | 'customer'>) {
  return {
    merchant_uid: reference as string,
    amount: toMajorNumber(amount),
    ...(amount.currency === 'KRW' ? {} : { currency: amount.currency as string }),
    ...(taxFreeAmountMinor > 0 ? { tax_free: toMajorNumber(money(taxFreeAmountMinor, amount.currency)) } : {}),
    name: shortened(orderName, nameCharactersMax),
    ...buyerFields(customer),
  };
}

export function buyerFields(customer: Customer) {
  const name = buyerName(customer);
  return {
    ...(name === null ? {} : { buyer_name: shortened(name, 16) }),
    ...(customer.phone === null ? {} : { buyer_tel: toPhone(customer.phone) }),
    ...(customer.email === null ? {} : { buyer_email: customer.email }),
  };
}

/** One name, or the last name before the first; null when there is none. */
export function buyerName({ name, lastName, firstName }: Customer): string | null {
  return name ?? ([lastName, firstName].filter((part) => part !== null).join(' ') || null);
}

/** Cuts by characters, so that no half of a surrogate pair is sent. */
export function shortened(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

/** Cuts to bytes of UTF-8, between characters. */
export function shortenedToBytes(text: string, bytesMax: number): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  const kept = Array.from(text).filter((character) => {
    bytes += encoder.encode(character).length;
    return bytes <= bytesMax;
  });
  return kept.join('');
}
