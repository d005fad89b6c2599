import type { Customer } from '@hangil/core';

/** The customer as Gate takes him; what we do not know is left out and asked for by the platform. */
export function toCustomerFields({
  id,
  ipAddress,
  firstName,
  lastName,
  email,
  language,
}: Customer): Readonly<Record<string, string>> {
  const fields = { id, ip_address: ipAddress, first_name: firstName, last_name: lastName, email, language };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== null && field[1] !== ''),
  );
}
