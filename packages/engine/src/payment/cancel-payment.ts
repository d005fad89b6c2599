import {
  currentAttempt,
  isOpen,
  type Payment,
  PaymentGatewayError,
  type PaymentId,
  type PaymentReading,
  toNotCreatedFailure,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { answerOnce } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { concluded } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import {
  applyReading,
  atProvider,
  callProvider,
  inquirePayment,
  mustLoad,
  mustLoadOperation,
  providerOf,
} from './ask-provider.ts';
import { recordAnswer } from './confirm-payment.ts';
import { present } from './create-payment.ts';
import { endWithoutMoney } from './settle-payment.ts';
import { withWatch } from './watch-payment.ts';

export function makeCancelPayment(dependencies: EngineDependencies): Engine['cancelPayment'] {
  return (scope, id, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (paymentId) => present(dependencies, paymentId),
      async (keyed) => {
        const payment = owned(await dependencies.store.payment(id), scope);
        if (payment.status !== 'canceled') {
          await assertNothingMoved(dependencies, payment);
          await revokeAtProvider(dependencies, payment);
        }
        return end(dependencies, id, 'canceled', recordAnswer(dependencies, keyed));
      },
    );
}

/** Its time has passed: looks once more whether money came, then ends it. Throws while the provider does not answer, so that the job is tried again. */
export async function expirePayment(dependencies: EngineDependencies, id: PaymentId): Promise<void> {
  const payment = await dependencies.store.payment(id);
  const now = dependencies.clock.now();
  if (payment === null || !canEnd(payment) || payment.expiresAt === null || payment.expiresAt > now) return;
  const reading = await inquirePayment(dependencies, payment);
  if (reading.kind === 'unknown') throw new Error(`provider does not answer: ${reading.cause}`);
  if (isBeingPaid(reading)) throw new Error('the provider is working on the payment');
  const asked = await applyReading(dependencies, payment, reading);
  if (canEnd(asked)) await end(dependencies, id, 'expired');
}

/** Nobody came: the shopper was given the window long ago, and the provider still says that nothing was paid. */
export function giveUpOnShopper(dependencies: EngineDependencies, id: PaymentId): Promise<Payment> {
  return end(dependencies, id, 'expired');
}

/** Only what waits for the shopper or a deposit can end by our own decision. */
function canEnd({ status }: Payment): boolean {
  return status === 'requires_action' || status === 'awaiting_deposit';
}

/** @throws state_conflict when money moved or may be moving, outcome_unknown when the provider does not say */
async function assertNothingMoved(dependencies: EngineDependencies, payment: Payment): Promise<void> {
  assertCanEnd(payment);
  const reading = await inquirePayment(dependencies, payment);
  if (reading.kind === 'unknown') {
    throw new PaymentGatewayError('outcome_unknown', {
      detail: 'The provider does not say whether the payment was made; nothing was canceled.',
    });
  }
  assertCanEnd(await applyReading(dependencies, payment, reading));
  if (isBeingPaid(reading)) {
    throw new PaymentGatewayError('state_conflict', { detail: 'The provider is working on the payment.' });
  }
}

/** The shopper has done his part: money may move at any moment. */
function isBeingPaid(reading: PaymentReading): boolean {
  return reading.kind === 'pending' && reading.waitsFor === 'provider';
}

function assertCanEnd(payment: Payment): void {
  if (canEnd(payment)) return;
  const hint = isOpen(payment.status) ? 'its outcome is open' : 'it has ended';
  throw new PaymentGatewayError('state_conflict', {
    detail: `The payment is ${payment.status}: ${hint}.`,
    extra: { status: payment.status },
  });
}

async function revokeAtProvider(dependencies: EngineDependencies, payment: Payment): Promise<void> {
  const { payments } = providerOf(dependencies, payment.providerAccountId);
  const cancel = payments.cancel?.bind(payments);
  if (cancel === undefined) return;
  const target = atProvider(payment, payment.providerPaymentId);
  const verdict = await callProvider(dependencies, 'payments.cancel', () => cancel(target, {}));
  switch (verdict.kind) {
    case 'canceled':
      return;
    case 'declined':
      throw new PaymentGatewayError('cancel_not_supported', {
        provider: { name: payment.provider, ...verdict.provider },
      });
    case 'not_created':
      throw new PaymentGatewayError(toNotCreatedFailure(verdict.reason, verdict.provider).code, {
        provider: { name: payment.provider, ...verdict.provider },
      });
    case 'unknown':
      throw new PaymentGatewayError('outcome_unknown', {
        detail: 'The provider did not answer; the payment is still open.',
      });
  }
}

function end(
  dependencies: EngineDependencies,
  id: PaymentId,
  status: 'canceled' | 'expired',
  idempotency: (payment: Payment) => IdempotencyChange | undefined = () => undefined,
): Promise<Payment> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const payment = await mustLoad(dependencies, id);
    if (status === 'canceled' && payment.status === 'canceled')
      return { changes: { idempotency: idempotency(payment) }, value: payment };
    if (status === 'canceled') assertCanEnd(payment);
    else if (!canEnd(payment)) return { changes: null, value: payment };
    const ended = endWithoutMoney(payment, status, context);
    const watched = withWatch(ended.payment, context);
    const operation = await mustLoadOperation(dependencies, currentAttempt(payment).operationId);
    const operations = operation.status === 'closed' ? [] : [concluded(operation, { kind: status }, true, context.now)];
    return {
      changes: merge(ended.changes, watched.changes, outcomeIsKnown(payment, context.now), {
        payments: [watched.payment],
        operations,
        idempotency: idempotency(watched.payment),
      }),
      value: watched.payment,
    };
  });
}
