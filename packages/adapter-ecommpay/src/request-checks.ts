import {
  type Customer,
  type DeclineReason,
  type Money,
  type NotCreated,
  notCreated,
  type RequestProblem,
} from '@hangil/core';
import { toSignedEntries } from './signature/signed-entries.ts';

/** A request that ECommPay would certainly refuse never leaves us; the message names what is wrong, never its value. */
export function refuse(message: string, reason: DeclineReason = 'invalid_request'): NotCreated {
  return notCreated(reason, { code: null, message });
}

/** What is wrong with one parameter of the API, in words that name it. */
export function problem(param: string, what: string): RequestProblem {
  return { param, detail: `${param} ${what}` };
}

/** Gate wants the customer's id and address in every request. */
export function missingCustomerField(
  customer: Customer,
  ...wanted: readonly ('id' | 'ipAddress')[]
): RequestProblem | null {
  const missing = wanted.find((field) => customer[field] === null || customer[field] === '');
  if (missing === undefined) return null;
  return problem(missing === 'id' ? 'customer.id' : 'customer.ip_address', 'is required');
}

export function currencyProblem(amount: Money): RequestProblem | null {
  return amount.currency === 'KRW' ? null : problem('currency', 'must be KRW');
}

/** What our API calls a field of a request, where it has another name. */
const paramByPath: Readonly<Record<string, string>> = {
  'account.number': 'destination.account_number',
  'account.customer_name': 'destination.holder_name',
  'return_url.success': 'return_url',
  'return_url.decline': 'return_url',
};

/** `;` separates the entries of the signed text and is not escaped there, so a value that holds one could pass for two entries. */
export function forbiddenCharacterProblem(signed: unknown): RequestProblem | null {
  const entry = toSignedEntries(signed).find(({ value }) => value.includes(';'));
  if (entry === undefined) return null;
  const path = entry.keys.join('.');
  return problem(paramByPath[path] ?? path, 'must not contain ";"');
}
