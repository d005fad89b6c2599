import type { Customer, Failure } from '@hangil/core';
import type { z } from 'zod';
import type { failureSchema, shownCustomerSchema } from './answer-fields.ts';

export function presentFailure(failure: Failure | null): z.input<typeof failureSchema> | null {
  if (failure === null) return null;
  const { code, reason, message, action, retry, provider } = failure;
  return {
    code,
    reason,
    message: message.en,
    message_ko: message.ko,
    action,
    retry,
    provider: { code: provider.code, message: provider.message },
  };
}

export function presentCustomer(customer: Customer): z.input<typeof shownCustomerSchema> {
  const { id, name, firstName, lastName, email, phone, ipAddress, language, country = null } = customer;
  return {
    id,
    name,
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    ip_address: ipAddress,
    language,
    country,
  };
}

export function presentInstant(instant: Date): string {
  return instant.toISOString();
}

export function presentInstantOrNull(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}

/** Microseconds since 1970 as RFC 3339 with six digits. */
export function presentMicroseconds(microseconds: number): string {
  const instant = new Date(Math.floor(microseconds / 1_000)).toISOString();
  return `${instant.slice(0, -1)}${String(microseconds % 1_000).padStart(3, '0')}Z`;
}
