import { type Customer, type Money, money, type StartPaymentRequest, toMajorText } from '@hangil/core';

/** The number that i'mport wants for an amount: major units, KRW 10000 and USD 14.2. */
export function toMajorNumber(amount: Money): number {
  return Number(toMajorText(amount));
}

/** Fields that describe the order, the same in the window and in every charge. Longest texts by the provider's field table. */
export function orderFields({ reference, amount, taxFreeAmountMinor, orderName, customer }: StartPaymentRequest) {
  return {
    merchant_uid: reference as string,
    amount: toMajorNumber(amount),
    ...(amount.currency === 'KRW' ? {} : { currency: amount.currency as string }),
    ...(taxFreeAmountMinor > 0 ? { tax_free: toMajorNumber(money(taxFreeAmountMinor, amount.currency)) } : {}),
    name: shortened(orderName, 40),
    ...buyerFields(customer),
  };
}

function buyerFields(customer: Customer) {
  const name = customer.name ?? [customer.lastName, customer.firstName].filter((part) => part !== null).join(' ');
  return {
    ...(name === '' ? {} : { buyer_name: shortened(name, 16) }),
    ...(customer.phone === null ? {} : { buyer_tel: shortened(customer.phone, 16) }),
    ...(customer.email === null ? {} : { buyer_email: shortened(customer.email, 64) }),
  };
}

/** Cuts by characters, so that no half of a surrogate pair is sent. */
export function shortened(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}
