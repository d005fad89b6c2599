import { type Customer, type DeclineReason, type Money, type NotCreated, notCreated } from '@hangil/core';
import { toSignedEntries } from './signature/signed-entries.ts';

/** A request that ECommPay would certainly refuse never leaves us; the message names what is wrong, never its value. */
export function refuse(message: string, reason: DeclineReason = 'invalid_request'): NotCreated {
  return notCreated(reason, { code: null, message });
}

/** Gate wants the customer's id and address in every request. */
export function missingCustomerField(customer: Customer, ...wanted: readonly ('id' | 'ipAddress')[]): string | null {
  const missing = wanted.find((field) => customer[field] === null || customer[field] === '');
  if (missing === undefined) return null;
  return missing === 'id' ? 'customer.id is required' : 'customer.ip_address is required';
}

export function currencyProblem(amount: Money): string | null {
  return amount.currency === 'KRW' ? null : 'currency must be KRW';
}

/** `;` separates the entries of the signed text and is not escaped there, so a value that holds one could pass for two entries. */
export function forbiddenCharacterProblem(signed: unknown): string | null {
  const entry = toSignedEntries(signed).find(({ value }) => value.includes(';'));
  return entry === undefined ? null : `${entry.keys.join('.')} must not contain ";"`;
}
