import { money, type Payment, refundableMinor } from '@hangil/core';
import { depositApplied, depositCanceled, depositGivenBack, differenceFound } from '@hangil/ledger';
import { outgoingEvent } from '../../decision/decision-context.ts';
import { openCase } from '../../decision/open-case.ts';
import { foundRefund, withRefunded } from '../../payment/find-provider-refund.ts';
import type { ChangeSet } from '../../store/change-set.ts';
import type { PlanTemplate, TemplateFields, TemplateRequest } from './entry-template.ts';
import { channelOfPayment, mustLoadPayment, refused } from './template-reads.ts';
import { endedCase, mustLoadWaiting, type WaitingMoney } from './waiting-money.ts';

/** The sale is undone as if it had been refunded. What was refunded already cannot be taken back twice: the loss then waits for a person. */
export const planDepositCanceled: PlanTemplate<'va_deposit_canceled'> = async (request, { paymentId, depositId }) => {
  const payment = await mustLoadPayment(request, paymentId);
  const amountMinor = payment.amountPaidMinor;
  if (payment.method.type !== 'virtual_account' || amountMinor === 0)
    throw refused('The payment was not paid by a deposit.');
  if (refundableMinor(payment) < amountMinor) return lossOf(request, payment, depositId);
  const { context } = request;
  const refund = foundRefund(payment, amountMinor, { returnedMinor: amountMinor }, context);
  const next = withRefunded(
    { ...payment, amountRefundingMinor: amountMinor, version: payment.version + 1 },
    amountMinor,
  );
  const amount = money(amountMinor, payment.currency);
  const event = { paymentId, depositId, channel: channelOfPayment(payment), amount };
  return {
    payments: [next],
    refunds: [refund],
    journalEntries: [depositCanceled(request.header(), event)],
    events: [
      outgoingEvent('refund.succeeded', refund, { kind: 'refund', value: refund }, context),
      outgoingEvent(`payment.${next.status}`, next, { kind: 'payment', value: next }, context),
    ],
  };
};

function lossOf(request: TemplateRequest, payment: Payment, depositId: string): ChangeSet {
  const { id, amountPaidMinor: amountMinor, amountRefundedMinor, currency } = payment;
  const evidence = { contradiction: 'deposit_canceled', deposit_id: depositId, refunded: amountRefundedMinor };
  const distinction = `deposit_canceled:${depositId}`;
  const subject = { kind: 'contradiction', distinction, subjectId: id, amountMinor, currency, evidence } as const;
  const opened = openCase(payment, subject, request.context);
  const channel = channelOfPayment(payment);
  const event = {
    caseId: opened.id,
    paymentId: id,
    channel,
    amount: money(amountMinor, currency),
    providerHas: 'less',
  } as const;
  return { cases: [opened], journalEntries: [differenceFound(request.header(), event)] };
}

export const planDepositApplied: PlanTemplate<'va_apply'> = async (request, fields) => {
  const { waiting, event, changes } = await takenDeposit(request, fields);
  const entry = depositApplied(request.header(), event);
  return { ...changes, ...endedCase(request, waiting, event.amount.amountMinor), journalEntries: [entry] };
};

export const planDepositGivenBack: PlanTemplate<'va_give_back'> = async (request, fields) => {
  const { waiting, event, changes } = await takenDeposit(request, fields);
  const from = fields.bankAccount === null ? 'provider' : { bankAccount: fields.bankAccount };
  const entry = depositGivenBack(request.header(), { ...event, from });
  return { ...changes, ...endedCase(request, waiting, event.amount.amountMinor), journalEntries: [entry] };
};

/** The deposit, or a part of it. The payment's version keeps two decisions from taking the same part. */
async function takenDeposit(request: TemplateRequest, { caseId, amountMinor }: TemplateFields['va_apply']) {
  const waiting = await mustLoadWaiting(request, caseId, 'liab:unapplied:');
  const payment = await mustLoadPayment(request, waiting.opened.subjectId as Payment['id']);
  const leftMinor = -waiting.balanceMinor;
  const takenMinor = amountMinor ?? leftMinor;
  if (takenMinor > leftMinor) throw refused(`Only ${leftMinor} of the deposit is left.`);
  const event = {
    paymentId: payment.id,
    depositId: depositIdOf(waiting),
    channel: channelOfPayment(payment),
    amount: money(takenMinor, waiting.currency),
    caseId,
  };
  return { waiting, event, changes: { payments: [{ ...payment, version: payment.version + 1 }] } };
}

function depositIdOf({ opened }: WaitingMoney): string {
  return String(opened.evidence.deposit_id ?? opened.id);
}
