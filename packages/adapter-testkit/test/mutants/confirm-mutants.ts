import { declined, money, type PaymentPort } from '@hangil/core';
import { confirmingBank, confirmingBankSubject } from '../sample-bank/confirming-bank.ts';
import type { Mutant } from './mutant.ts';

type Confirm = NonNullable<PaymentPort['confirm']>;

/** Faults of an adapter whose provider moves nothing before the confirm. */
export const confirmMutants: readonly Mutant[] = [
  confirming('confirms a hundred times the amount', (confirm) => ({
    confirm: ({ payment, providerPaymentId }, context) => {
      const amount = money(payment.amount.amountMinor * 100, payment.amount.currency);
      return confirm({ payment: { ...payment, amount }, providerPaymentId }, context);
    },
  })),
  confirming('tells the amount that was asked for when it confirms', (confirm) => ({
    async confirm(request, context) {
      const verdict = await confirm(request, context);
      return verdict.kind === 'succeeded' ? { ...verdict, amount: request.payment.amount } : verdict;
    },
  })),
  confirming('takes a time-out of a confirm for a failure', (confirm) => ({
    async confirm(request, context) {
      const verdict = await confirm(request, context);
      return verdict.kind === 'unknown' ? declined('timed_out') : verdict;
    },
  })),
  confirming('confirms again when the answer is lost', (confirm) => ({
    async confirm(request, context) {
      const verdict = await confirm(request, context);
      return verdict.kind === 'unknown' ? confirm(request, context) : verdict;
    },
  })),
  confirming('takes the approval for the confirm', (confirm, { inquire }) => ({
    async inquire(payment, context) {
      const reading = await inquire(payment, context);
      const id = reading.kind === 'pending' ? reading.providerTransactionId : undefined;
      if (id !== undefined) await confirm({ payment, providerPaymentId: id }, context);
      return inquire(payment, context);
    },
  })),
  confirming('confirms by whatever id the browser tells', (confirm, { inquire }) => ({
    async confirm(request, context) {
      const reading = await inquire({ ...request.payment, providerPaymentId: null }, context);
      const id = reading.kind === 'pending' ? reading.providerTransactionId : undefined;
      return confirm({ ...request, providerPaymentId: id ?? request.providerPaymentId }, context);
    },
  })),
  confirming('ends a payment by the id of another', (confirm) => ({
    async confirm(request, context) {
      const verdict = await confirm(request, context);
      return verdict.kind === 'not_created' && verdict.reason === 'invalid_request' ? declined('other') : verdict;
    },
  })),
];

function confirming(name: string, toWrong: (confirm: Confirm, payments: PaymentPort) => Partial<PaymentPort>): Mutant {
  return { name, caughtBy: 'confirm', subject: confirmingBankSubject(confirmingBank(toWrong)) };
}
