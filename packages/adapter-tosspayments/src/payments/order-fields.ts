import { type Customer, type Money, money, type StartPaymentRequest, toMajorText } from '@hangil/core';

/** The number the provider wants for an amount: major units. */
export function toMajorNumber(amount: Money): number {
  return Number(toMajorText(amount));
}

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
  return {
    ...(name !== null && { customerName: name.slice(0, 100) }),
    ...(email !== null && email.length <= 100 && { customerEmail: email }),
  };
}

export function customerFields(customer: Customer) {
  const digits = customer.phone?.replace(/\D/g, '') ?? '';
  return {
    ...emailAndName(customer),
    ...(/^\d{8,15}$/.test(digits) && { customerMobilePhone: digits }),
  };
}
