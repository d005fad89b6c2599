import { PaymentGatewayError } from '@hangil/core';
import type { Scope } from '../store/records.ts';

/** Gives the object back when it is the caller's. @throws not_found otherwise, whether or not it exists */
export function owned<Value extends Scope>(value: Value | null, scope: Scope): Value {
  if (value === null || value.merchantId !== scope.merchantId || value.livemode !== scope.livemode) {
    throw new PaymentGatewayError('not_found');
  }
  return value;
}
