import { present, toMajorNumber } from '@hangil/adapter-kit';
import { type Customer, type KeyInCard, money, type StartPaymentRequest } from '@hangil/core';

/** Fields that every call which makes a payment carries. */
export function orderFields({ reference, amount, orderName, taxFreeAmountMinor }: StartPaymentRequest) {
  return {
    orderId: reference as string,
    orderName: orderName.slice(0, 100),
    amount: toMajorNumber(amount),
    ...(taxFreeAmountMinor > 0 && { taxFreeAmount: toMajorNumber(money(taxFreeAmountMinor, amount.currency)) }),
  };
}

export function emailAndName({ name, email }: Customer) {
  const isShortEnough = email !== null && email.length <= 100;
  return present({ customerName: name?.slice(0, 100), customerEmail: isShortEnough ? email : null });
}

export function customerFields(customer: Customer) {
  const digits = customer.phone?.replace(/\D/g, '') ?? '';
  return { ...emailAndName(customer), ...(/^\d{8,15}$/.test(digits) && { customerMobilePhone: digits }) };
}

/** @returns a sentence when something is missing */
export function cardFields({ cardNumber, expiry, birthOrBusinessNumber, password2Digits }: KeyInCard): object | string {
  if (birthOrBusinessNumber === null) return 'a typed-in card needs the birth date or business number';
  return {
    cardNumber,
    cardExpirationYear: expiry.slice(2, 4),
    cardExpirationMonth: expiry.slice(5, 7),
    customerIdentityNumber: birthOrBusinessNumber,
    ...present({ cardPassword: password2Digits }),
  };
}
