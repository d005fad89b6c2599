import {
  isOpen,
  money,
  type Payment,
  PaymentGatewayError,
  type PaymentVerdict,
  type ProviderReference,
  type RequestProblem,
  type StartPaymentRequest,
  toStoredMethod,
} from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { CreatePaymentInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { decide, paymentRequest } from '../routing/decide.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Scope } from '../store/records.ts';
import { callUnderClaim, mustLoad, providerOf } from './ask-provider.ts';
import { type ClaimedPayment, concludeCall, keyEndOf } from './conclude-call.ts';
import { claimNextAttempt, type RoutedPayment } from './fail-over.ts';
import { newAttempt } from './new-attempt.ts';
import { assertOptionsAreRead } from './provider-options.ts';

export function makeCreatePayment(dependencies: EngineDependencies): Engine['createPayment'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => present(dependencies, id),
      async (keyed) => {
        let claimed = await claimPayment(dependencies, scope, input, keyed);
        for (;;) {
          const verdict = await sendStart(dependencies, claimed, input);
          const next = await afterProviderCall(
            claimNextAttempt(dependencies, claimed, verdict, (channel) =>
              accepts(dependencies, channel, claimed, input),
            ),
          );
          if (next === null) return afterProviderCall(concludeCall(dependencies, claimed, verdict, idempotent));
          claimed = next;
        }
      },
    );
}

function sendStart(
  dependencies: EngineDependencies,
  { payment, operation }: ClaimedPayment,
  input: CreatePaymentInput,
): Promise<PaymentVerdict> {
  const { payments } = providerOf(dependencies, payment.providerAccountId);
  return callUnderClaim(dependencies, 'payments.start', operation, () =>
    payments.start(startRequest(payment, operation.reference, input), {}),
  );
}

/** The payment a key led to, and whether the call that made it is still under way. */
export async function present(dependencies: EngineDependencies, id: string): Promise<Present<Payment>> {
  const value = await mustLoad(dependencies, id as Payment['id']);
  const operations = await dependencies.store.operationsOf(id);
  return {
    value,
    running: isOpen(value.status) && operations.some((operation) => isBeingSent(operation, dependencies.clock.now())),
    cameToNothing: keyEndOf(value) === 'free',
  };
}

/** First commit: the payment, the intent with its reference, and the watch that takes over should we be gone. */
async function claimPayment(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePaymentInput,
  idempotent: KeyedRequest<Payment> | undefined,
): Promise<RoutedPayment> {
  const context = decisionContext(dependencies);
  const id = context.ids.next('pay');
  const decision = await decide(dependencies, scope, paymentRequest(scope, input, id), context.now);
  const { channel, setup, trace, failoverOn } = decision;
  const { attempt, operation, watch } = newAttempt(scope, id, channel, context);
  const payment: Payment = {
    id,
    version: 1,
    ...ownerOf(scope),
    orderId: input.orderId,
    orderName: input.orderName,
    status: 'pending',
    amountMinor: input.amount.amountMinor,
    currency: input.amount.currency,
    taxFreeAmountMinor: input.taxFreeAmountMinor,
    amountPaidMinor: 0,
    amountRefundingMinor: 0,
    amountRefundedMinor: 0,
    amountByPayoutsMinor: 0,
    method: toStoredMethod(input.method),
    customer: input.customer,
    returnUrl: input.returnUrl,
    checkoutUrl: input.checkoutUrl?.(id) ?? null,
    metadata: input.metadata,
    channelId: channel.id,
    provider: channel.provider.id,
    providerAccountId: channel.providerAccountId,
    providerPaymentId: null,
    pg: null,
    nextAction: null,
    failure: null,
    attempts: [attempt],
    routing: trace,
    depositExpected: false,
    checks: 0,
    createdAt: context.now,
    paidAt: null,
    canceledAt: null,
    failedAt: null,
    expiresAt: input.expiresAt,
    nextCheckAt: operation.leaseUntil,
  };
  const changes: ChangeSet = {
    payments: [payment],
    operations: [operation],
    jobs: [watch],
    idempotency: claimKey(scope, idempotent, { kind: 'payment', id }, null, context.now),
  };
  const { payments } = providerOf(dependencies, channel.providerAccountId);
  const provider = { providerId: channel.provider.id, takesOptions: payments.takesOptions === true };
  assertOptionsAreRead(setup, provider, input);
  assertAcceptable(payments.check?.(startRequest(payment, operation.reference, input)));
  await commitClaim(dependencies, changes, input);
  return { payment, operation, others: decision.channels.slice(1), failoverOn };
}

async function commitClaim(
  dependencies: EngineDependencies,
  changes: ChangeSet,
  { orderId }: CreatePaymentInput,
): Promise<void> {
  try {
    await commit(dependencies, changes);
  } catch (error) {
    if (error instanceof CommitRefused && error.on === 'order_id') {
      throw new PaymentGatewayError('order_id_conflict', {
        param: 'order_id',
        detail: `A payment with order_id ${JSON.stringify(orderId)} is open or paid.`,
      });
    }
    throw error;
  }
}

/** @throws channel_requirement naming the parameter */
export function assertAcceptable(problem: RequestProblem | null | undefined): void {
  if (problem != null) throw new PaymentGatewayError('channel_requirement', problem);
}

/** A channel that would certainly refuse the request is passed over when another one has come to nothing. */
function accepts(
  dependencies: EngineDependencies,
  { id: channelId, provider, providerAccountId }: Channel,
  { payment, operation }: ClaimedPayment,
  input: CreatePaymentInput,
): boolean {
  const { payments } = providerOf(dependencies, providerAccountId);
  const hasOptions = Object.keys(input.providerOptions?.[provider.id] ?? {}).length > 0;
  if (hasOptions && payments.takesOptions !== true) return false;
  const there = { ...payment, channelId, provider: provider.id };
  return (payments.check?.(startRequest(there, operation.reference, input)) ?? null) === null;
}

function startRequest(
  { channelId, provider, amountMinor, currency }: Payment,
  reference: ProviderReference,
  input: CreatePaymentInput,
): StartPaymentRequest {
  const { taxFreeAmountMinor, orderName, method, customer, returnUrl, expiresAt } = input;
  return {
    channelId,
    reference,
    amount: money(amountMinor, currency),
    taxFreeAmountMinor,
    orderName,
    method,
    customer,
    returnUrl,
    expiresAt,
    providerOptions: input.providerOptions?.[provider] ?? {},
  };
}
