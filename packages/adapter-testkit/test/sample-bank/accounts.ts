import { toMajorText, type VirtualAccountPort } from '@hangil/core';
import { z } from 'zod';
import { type Call, toReading } from './call.ts';
import { declinedFor } from './verdicts.ts';
import { paymentSchema } from './wire.ts';

/** What can be done with accounts beside issuing and revoking them. */
export function createAccounts(call: Call): VirtualAccountPort {
  return {
    checkChange: ({ amount }) =>
      amount.amountMinor > 0 ? null : { param: 'amount', detail: 'An account waits for more than nothing.' },
    async change({ payment, amount, dueAt }, context) {
      const body = { amount: toMajorText(amount), due_at: dueAt.toISOString() };
      const path = `/accounts/${payment.reference}`;
      const found = await call({ method: 'PUT', path, body }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      if (found.kind !== 'read') return found;
      const { money, due_at: due } = found.value;
      return { kind: 'changed', amount: money, dueAt: due ? new Date(due) : null };
    },
    async holder({ bankCode, accountNumber }, context) {
      const schema = z.object({ holder: z.string().min(1) });
      const found = await call({ method: 'GET', path: `/holders/${bankCode}/${accountNumber}` }, schema, context);
      return found.kind === 'not_created'
        ? found
        : toReading(found, ({ holder }) => ({ kind: 'found', holderName: holder }) as const);
    },
  };
}
