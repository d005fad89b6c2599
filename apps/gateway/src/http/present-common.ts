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
