import { type PayoutPort, toMajorText } from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { declinedFor, toPayoutVerdict } from './verdicts.ts';
import { transferSchema } from './wire.ts';

export function createPayouts(call: Call): PayoutPort {
  return {
    async send({ reference, amount, destination }, context) {
      const body = { reference, amount: toMajorText(amount), currency: amount.currency, to: destination.accountNumber };
      const found = await call({ method: 'POST', path: '/transfers', body }, transferSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toPayoutVerdict(found.value) : found;
    },
    async inquire({ reference }, context) {
      const found = await call({ method: 'GET', path: `/transfers/${reference}` }, transferSchema, context);
      return toReading(found, toPayoutVerdict);
    },
  };
}
