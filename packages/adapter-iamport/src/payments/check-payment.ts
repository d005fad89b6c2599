import type { RequestProblem, StartPaymentRequest } from '@hangil/core';

/** What the provider certainly would refuse: an account is issued at a bank that the merchant has to name. */
export function checkPayment({ method }: StartPaymentRequest): RequestProblem | null {
  return method.type === 'virtual_account' && method.bankCode === null
    ? { param: 'method.bank_code', detail: 'method.bank_code is required to issue a virtual account' }
    : null;
}
