import { declined, notCreated, type PaymentPort, unknown } from '@hangil/core';
import type { CallProvider } from './call-provider.ts';
import { chargeSchema } from './wire.ts';

/** `DELETE /accounts/{reference}`: an account that nobody has paid into is taken back. */
export function cancelPayment(callProvider: CallProvider): NonNullable<PaymentPort['cancel']> {
  return async ({ reference, methodType }, context) => {
    if (methodType !== 'virtual_account') return notCreated('invalid_request');
    const answer = await callProvider({ method: 'DELETE', path: `/accounts/${reference}` }, chargeSchema, context);
    if (answer.kind === 'refused') {
      const { error } = answer.refusal;
      if (error !== 'already_paid') return unknown(`refused: ${error}`);
      return declined('refund_not_possible', { code: error, message: null });
    }
    if (answer.kind !== 'read') return answer;
    return answer.value.state === 'canceled' ? { kind: 'canceled' } : unknown('canceled, but shown otherwise');
  };
}
