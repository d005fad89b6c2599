import type { Customer, RequestProblem } from '@hangil/core';

const emailCharactersMax = 64;
const phoneCharactersMax = 16;

/** Fields that must not be cut to the provider's lengths, because half of one is another. */
export function buyerProblem({ email, phone }: Customer): RequestProblem | null {
  if (email !== null && email.length > emailCharactersMax)
    return { param: 'customer.email', detail: `customer.email may have ${emailCharactersMax} characters here` };
  if (phone !== null && toPhone(phone).length > phoneCharactersMax)
    return { param: 'customer.phone', detail: `customer.phone may have ${phoneCharactersMax} digits here` };
  return null;
}

/** As it was given where it fits; digits and plus alone where spaces and brackets are what is too much. */
export function toPhone(phone: string): string {
  return phone.length <= phoneCharactersMax ? phone : phone.replace(/[^\d+]/g, '');
}
