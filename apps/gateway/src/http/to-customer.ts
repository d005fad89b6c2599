import type { Customer } from '@hangil/core';
import type { z } from 'zod';
import type { customer } from './fields.ts';

export function toCustomer(body: z.output<typeof customer> | null | undefined): Customer {
  return {
    id: body?.id ?? null,
    name: body?.name ?? null,
    firstName: body?.first_name ?? null,
    lastName: body?.last_name ?? null,
    email: body?.email ?? null,
    phone: body?.phone ?? null,
    ipAddress: body?.ip_address ?? null,
    language: body?.language ?? null,
    ...(body?.country == null ? {} : { country: body.country }),
  };
}
