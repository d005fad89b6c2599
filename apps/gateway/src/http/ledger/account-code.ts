import { PaymentGatewayError } from '@hangil/core';
import { type AccountCode, isAccountCode } from '@hangil/ledger';

/** An account that was never used is empty; what cannot be an account does not exist. @throws PaymentGatewayError not_found */
export function accountCode(text: string): AccountCode {
  if (!isAccountCode(text)) throw new PaymentGatewayError('not_found', { param: 'code' });
  return text;
}
