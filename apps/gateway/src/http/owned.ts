import { PaymentGatewayError } from '@hangil/core';
import type { Scope } from '@hangil/engine';

/**
 * Gives the object back when it is the caller's. Another merchant's or the other mode's does not exist for the caller.
 *
 * @throws PaymentGatewayError not_found
 */
export function owned<Owned extends Scope>(scope: Scope, found: Owned | null): Owned {
  if (found === null || found.merchantId !== scope.merchantId || found.livemode !== scope.livemode) {
    throw new PaymentGatewayError('not_found');
  }
  return found;
}
