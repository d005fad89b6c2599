import { type PayoutPort, toMajorText, unknown } from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { declinedFor, toPayoutVerdict } from './verdicts.ts';
import { transferSchema } from './wire.ts';

export function createPayouts(call: Call): PayoutPort {
  return {
    check: ({ destination }) =>
      /^\d+$/.test(destination.accountNumber)
        ? null
        : { param: 'destination.account_number', detail: 'The account number has digits only.' },
    async send({ reference, amount, destination }, context) {
      const body = { reference, amount: toMajorText(amount), currency: amount.currency, to: destination.accountNumber };
      const found = await call({ method: 'POST', path: '/transfers', body }, transferSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      if (found.kind !== 'read') return found;
      const verdict = toPayoutVerdict(found.value);
      return verdict.kind === 'returned' ? unknown('sent back before it was told as paid') : verdict;
    },
    async inquire({ reference }, context) {
      const found = await call({ method: 'GET', path: `/transfers/${reference}` }, transferSchema, context);
      return toReading(found, toPayoutVerdict);
    },
  };
}
