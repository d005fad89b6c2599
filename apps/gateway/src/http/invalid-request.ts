import { PaymentGatewayError } from '@hangil/core';
import type { z } from 'zod';
import { looksLikeCardNumber } from './card-number.ts';

interface ParameterError {
  readonly param: string;
  readonly message: string;
}

/** What zod found, as an `invalid_request` that names each parameter and repeats no value. */
export function invalidRequest(issues: readonly z.core.$ZodIssue[]): PaymentGatewayError {
  const errors = issues.flatMap(parameterErrors);
  const [first = { param: 'body', message: 'not valid' }] = errors;
  return invalidParameter(first.param, first.message, errors);
}

/** @param message - what is expected, never the value that came */
export function invalidParameter(
  param: string,
  message: string,
  errors: readonly ParameterError[] = [{ param, message }],
): PaymentGatewayError {
  return new PaymentGatewayError('invalid_request', { param, detail: `${param}: ${message}`, extra: { errors } });
}

function parameterErrors(issue: z.core.$ZodIssue): ParameterError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ param: parameterPath([...issue.path, key]), message: 'unknown parameter' }));
  }
  return [{ param: parameterPath(issue.path), message: messageOf(issue) }];
}

/** Our own words where zod's are for people who know zod. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return 'not a valid key';
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message;
  return issue.message.endsWith('received undefined') ? 'is required' : `must be of type ${issue.expected}`;
}

/** `method.bank_code`, `payouts[2].amount`; names that might carry something private are left out. */
function parameterPath(path: readonly PropertyKey[]): string {
  const dotted = path.reduce<string>(
    (text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${safeName(String(part))}`),
    '',
  );
  return dotted === '' ? 'body' : dotted.replace(/^\./, '');
}

function safeName(name: string): string {
  return /^[\w$-]{1,64}$/.test(name) && !looksLikeCardNumber(name) ? name : '(name)';
}
