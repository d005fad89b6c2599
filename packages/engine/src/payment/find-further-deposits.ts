import type { Payment, SucceededPayment } from '@hangil/core';
import { depositMismatched } from '@hangil/ledger';
import { type DecisionContext, entryContext, notBefore } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import type { Settlement } from './settle-payment.ts';

type FurtherDeposit = NonNullable<SucceededPayment['furtherDeposits']>[number];

/**
 * Money that came again to an account that had been paid: each deposit is booked once, as money that waits for a person.
 *
 * @param before - the payment as it was loaded: whatever the news changes is one version
 */
export function withFurtherDeposits(
  before: Payment,
  settled: Settlement,
  { furtherDeposits = [] }: SucceededPayment,
  context: DecisionContext,
): Settlement {
  const { payment } = settled;
  const known = payment.furtherDepositIds ?? [];
  const fresh = furtherDeposits.filter(({ id }) => !known.includes(id));
  if (fresh.length === 0) return settled;
  const furtherDepositIds = [...known, ...fresh.map(({ id }) => id)];
  return {
    payment: { ...payment, version: before.version + 1, furtherDepositIds },
    changes: merge(settled.changes, ...fresh.map((deposit) => unapplied(payment, deposit, context))),
  };
}

function unapplied(payment: Payment, { id, amount, occurredAt }: FurtherDeposit, context: DecisionContext) {
  const evidence = { contradiction: 'further_deposit', deposit_id: id, paid: payment.amountPaidMinor };
  const subject = {
    kind: 'contradiction',
    distinction: `further_deposit:${id}`,
    subjectId: payment.id,
    ...amount,
    evidence,
  } as const;
  const opened = openCase(payment, subject, context);
  const entry = depositMismatched(entryContext(payment, context, notBefore(payment, occurredAt)), {
    paymentId: payment.id,
    depositId: id,
    channel: { provider: payment.provider, channelId: payment.channelId },
    amount,
    caseId: opened.id,
  });
  return { cases: [opened], journalEntries: [entry] };
}
