import {
  isOpen,
  money,
  type Payment,
  PaymentGatewayError,
  type PaymentVerdict,
  type ProviderReference,
  type RequestProblem,
  type StartPaymentRequest,
} from '@hangil/core';
import type { BillingKey } from '../billing-key/billing-key.ts';
import { billingKeyToCharge, channelsOfKey, keyOnChannel } from '../billing-key/billing-key-to-charge.ts';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { CreatePaymentInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { decide, paymentRequest } from '../routing/decide.ts';
import { assertNotReserved } from '../schedule/reservation.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Scope } from '../store/records.ts';
import { callUnderClaim, mustLoad, providerOf } from './ask-provider.ts';
import { type ClaimedPayment, concludeCall, keyEndOf } from './conclude-call.ts';
import { claimNextAttempt, type RoutedPayment } from './fail-over.ts';
import { newAttempt } from './new-attempt.ts';
import { newPayment } from './new-payment.ts';
import { assertOptionsAreRead } from './provider-options.ts';

export function makeCreatePayment(dependencies: EngineDependencies): Engine['createPayment'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => present(dependencies, id),
      async (keyed) => {
        await assertNotReserved(dependencies, scope, input.orderId);
        return takePayment(dependencies, scope, input, keyed);
      },
    );
}

/** What is to be paid, with the key it is charged on; null for every other method. */
interface Asked {
  readonly input: CreatePaymentInput;
  readonly billingKey: BillingKey | null;
}

/**
 * Claims, calls the provider and concludes; where nothing came of it another channel may follow.
 * @param alongside - what else is written by the commit of the claim
 */
export async function takePayment(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePaymentInput,
  keyed: KeyedRequest<Payment> | undefined,
  alongside: (payment: Payment) => ChangeSet = () => ({}),
): Promise<Payment> {
  const asked = { input, billingKey: await billingKeyToCharge(dependencies, scope, input.method) };
  let claimed = await claimPayment(dependencies, scope, asked, keyed, alongside);
  for (;;) {
    const verdict = await sendStart(dependencies, claimed, asked);
    const next = await afterProviderCall(
      claimNextAttempt(dependencies, claimed, verdict, (channel) => accepts(dependencies, channel, claimed, asked)),
    );
    if (next === null) return afterProviderCall(concludeCall(dependencies, claimed, verdict, keyed));
    claimed = next;
  }
}

function sendStart(
  dependencies: EngineDependencies,
  { payment, operation }: ClaimedPayment,
  asked: Asked,
): Promise<PaymentVerdict> {
  const { payments } = providerOf(dependencies, payment.providerAccountId);
  return callUnderClaim(dependencies, 'payments.start', operation, () =>
    payments.start(startRequest(payment, operation.reference, asked), {}),
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
  asked: Asked,
  idempotent: KeyedRequest<Payment> | undefined,
  alongside: (payment: Payment) => ChangeSet,
): Promise<RoutedPayment> {
  const context = decisionContext(dependencies);
  const id = context.ids.next('pay');
  const { input, billingKey } = asked;
  const bound = billingKey === null ? {} : { boundTo: channelsOfKey(billingKey) };
  const decision = await decide(dependencies, scope, { ...paymentRequest(scope, input, id), ...bound }, context.now);
  const { channel, setup, trace, failoverOn } = decision;
  const { attempt, operation, watch } = newAttempt(scope, id, channel, context);
  const payment = newPayment(
    { id, ...ownerOf(scope), attempt, routing: trace, nextCheckAt: operation.leaseUntil },
    input,
    context,
  );
  const changes = merge(alongside(payment), {
    payments: [payment],
    operations: [operation],
    jobs: [watch],
    idempotency: claimKey(scope, idempotent, { kind: 'payment', id }, null, context.now),
  });
  const { payments } = providerOf(dependencies, channel.providerAccountId);
  const provider = { providerId: channel.provider.id, takesOptions: payments.takesOptions === true };
  assertOptionsAreRead(setup, provider, input);
  assertAcceptable(payments.check?.(startRequest(payment, operation.reference, asked)));
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
  asked: Asked,
): boolean {
  const { payments } = providerOf(dependencies, providerAccountId);
  const hasOptions = Object.keys(asked.input.providerOptions?.[provider.id] ?? {}).length > 0;
  if (hasOptions && payments.takesOptions !== true) return false;
  const there = { ...payment, channelId, provider: provider.id };
  return (payments.check?.(startRequest(there, operation.reference, asked)) ?? null) === null;
}

function startRequest(
  { channelId, provider, amountMinor, currency }: Payment,
  reference: ProviderReference,
  { input, billingKey }: Asked,
): StartPaymentRequest {
  const { taxFreeAmountMinor, orderName, method, customer, returnUrl, expiresAt } = input;
  return {
    channelId,
    reference,
    amount: money(amountMinor, currency),
    taxFreeAmountMinor,
    orderName,
    method,
    ...keyOnChannel(billingKey, channelId),
    customer,
    returnUrl,
    expiresAt,
    providerOptions: input.providerOptions?.[provider] ?? {},
  };
}
