import {
  type ChangeVirtualAccountVerdict,
  type Money,
  money,
  type Payment,
  PaymentGatewayError,
  sameMoney,
  toNotCreatedFailure,
  type VirtualAccountPort,
} from '@hangil/core';
import { depositExpected, depositNoLongerExpected, type JournalEntry } from '@hangil/ledger';
import { commitDecision, wholeRequest } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { atProvider, callProvider, mustLoad, providerOf } from '../payment/ask-provider.ts';
import { assertAcceptable } from '../payment/create-payment.ts';
import { withWatch } from '../payment/watch-payment.ts';
import type { ChangeVirtualAccountInput, VirtualAccounts } from './virtual-accounts.ts';

interface Wanted {
  readonly amount: Money;
  readonly dueAt: Date;
}

export function makeChangeVirtualAccount(dependencies: EngineDependencies): VirtualAccounts['change'] {
  return async (scope, id, input) => {
    const payment = owned(await dependencies.store.payment(id), scope);
    const wanted = wantedOf(payment, input);
    const change = changeOf(dependencies, payment, wanted);
    const request = { payment: atProvider(payment, payment.providerPaymentId), ...wanted };
    const verdict = await callProvider(dependencies, 'virtualAccounts.change', () => change(request, {}));
    if (verdict.kind !== 'changed' || !sameMoney(verdict.amount, wanted.amount)) throw notChanged(payment, verdict);
    return wholeRequest(
      writeChange(dependencies, payment, { amount: verdict.amount, dueAt: verdict.dueAt ?? wanted.dueAt }),
    );
  };
}

/** @throws state_conflict, invalid_request */
function wantedOf(payment: Payment, { amountMinor, dueAt }: ChangeVirtualAccountInput): Wanted {
  const { status, method, expiresAt, currency, taxFreeAmountMinor } = payment;
  if (method.type !== 'virtual_account' || status !== 'awaiting_deposit' || expiresAt === null) {
    throw new PaymentGatewayError('state_conflict', {
      detail: `The virtual account awaits no deposit: its payment is ${status}.`,
      extra: { status },
    });
  }
  const amount = money(amountMinor ?? payment.amountMinor, currency);
  if (taxFreeAmountMinor > amount.amountMinor) {
    const detail = `The tax-free part of the payment is ${taxFreeAmountMinor}.`;
    throw new PaymentGatewayError('invalid_request', { param: 'amount', detail });
  }
  return { amount, dueAt: dueAt ?? expiresAt };
}

/** @throws change_not_supported, channel_requirement */
function changeOf(
  dependencies: EngineDependencies,
  payment: Payment,
  wanted: Wanted,
): NonNullable<VirtualAccountPort['change']> {
  const { virtualAccounts: port } = providerOf(dependencies, payment.providerAccountId);
  const gateway = dependencies.directory
    .merchant(payment.merchantId)
    ?.channels.find(({ id }) => id === payment.channelId)?.gateway;
  if (port?.change === undefined || gateway?.virtualAccounts.change === false) {
    const detail = `${gateway?.name ?? payment.provider} does not change an account that was issued: revoke it, and issue another.`;
    throw new PaymentGatewayError('change_not_supported', { detail });
  }
  assertAcceptable(port.checkChange?.({ payment: atProvider(payment, payment.providerPaymentId), ...wanted }));
  return port.change.bind(port);
}

function notChanged({ provider }: Payment, verdict: ChangeVirtualAccountVerdict): PaymentGatewayError {
  if (verdict.kind === 'declined' || verdict.kind === 'not_created') {
    return new PaymentGatewayError(toNotCreatedFailure(verdict.reason, verdict.provider).code, {
      detail: 'The virtual account is as it was.',
      provider: { name: provider, ...verdict.provider },
    });
  }
  return new PaymentGatewayError('outcome_unknown', {
    detail: 'The provider did not say whether it has changed the account: make the same change again.',
  });
}

function writeChange(dependencies: EngineDependencies, known: Payment, changed: Wanted): Promise<Payment> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const payment = await mustLoad(dependencies, known.id);
    if (payment.status !== 'awaiting_deposit') return { changes: null, value: payment };
    const next = withChange(payment, changed);
    const watched = withWatch(next, context);
    const journalEntries = reexpected(payment, next, context);
    return { changes: merge(watched.changes, { payments: [watched.payment], journalEntries }), value: watched.payment };
  });
}

function withChange(payment: Payment, { amount, dueAt }: Wanted): Payment {
  const { nextAction, method } = payment;
  return {
    ...payment,
    version: payment.version + 1,
    amountMinor: amount.amountMinor,
    expiresAt: dueAt,
    method: { ...method, dueAt },
    nextAction: nextAction?.type === 'display_virtual_account' ? { ...nextAction, dueAt } : nextAction,
    checks: 0,
  };
}

/** The old expectation ends and the new one begins, in the commit that changes the amount. */
function reexpected(before: Payment, after: Payment, context: DecisionContext): JournalEntry[] {
  if (!before.depositExpected || before.amountMinor === after.amountMinor) return [];
  const event = (payment: Payment) => ({
    paymentId: payment.id,
    channel: { provider: payment.provider, channelId: payment.channelId },
    amount: money(payment.amountMinor, payment.currency),
    revision: after.version,
  });
  return [
    depositNoLongerExpected(entryContext(before, context), event(before)),
    depositExpected(entryContext(after, context), event(after)),
  ];
}
