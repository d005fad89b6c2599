import {
  type ChannelId,
  isOpen,
  type Payment,
  PaymentGatewayError,
  type RequestProblem,
  type StartPaymentRequest,
} from '@hangil/core';
import type { BillingKey } from '../billing-key/billing-key.ts';
import { billingKeyToCharge, channelsOfKey, keyOnChannel } from '../billing-key/billing-key-to-charge.ts';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { isBeingSent, newOperation } from '../decision/operation-changes.ts';
import type { Channel, MerchantSetup } from '../directory.ts';
import type { CreatePaymentInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type RoutingDecision, route } from '../routing/route.ts';
import { assertNotReserved } from '../schedule/reservation.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Scope } from '../store/records.ts';
import { atProvider, callUnderClaim, mustLoad, providerOf } from './ask-provider.ts';
import { type ClaimedPayment, concludeCall, keyEndOf } from './conclude-call.ts';
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

/**
 * Claims, calls the provider and concludes.
 * @param alongside - what else is written by the commit of the claim
 */
export async function takePayment(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePaymentInput,
  keyed: KeyedRequest<Payment> | undefined,
  alongside: (payment: Payment) => ChangeSet = () => ({}),
): Promise<Payment> {
  const { payment, operation, billingKey } = await claimPayment(dependencies, scope, input, keyed, alongside);
  const provider = providerOf(dependencies, payment.providerAccountId);
  const verdict = await callUnderClaim(dependencies, 'payments.start', operation, () =>
    provider.payments.start(startRequest(payment, input, billingKey), {}),
  );
  return afterProviderCall(concludeCall(dependencies, { payment, operation }, verdict, keyed));
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
  alongside: (payment: Payment) => ChangeSet,
): Promise<ClaimedPayment & { readonly billingKey: BillingKey | null }> {
  const context = decisionContext(dependencies);
  const setup = dependencies.directory.merchant(scope.merchantId);
  if (setup === null) throw new PaymentGatewayError('no_eligible_channel');
  const billingKey = await billingKeyToCharge(dependencies, scope, input.method);
  const id = context.ids.next('pay');
  const { channel, trace } = chooseChannel(setup, input, billingKey, id, context.now);
  const { provider: manifest, providerAccountId, id: channelId } = channel;
  const owner = { ...ownerOf(scope), providerAccountId, channelId };
  const operation = newOperation(
    { ...owner, id: context.ids.next('op'), kind: 'payment', subjectId: id },
    manifest,
    'claimed',
    context,
  );
  const payment = newPayment({ id, ...owner, provider: manifest.id, operation, routing: trace }, input, context);
  const changes = merge(alongside(payment), {
    payments: [payment],
    operations: [operation],
    jobs: [{ kind: 'schedule', jobKind: 'watch_payment', subjectId: id, dueAt: operation.leaseUntil ?? context.now }],
    idempotency: claimKey(scope, idempotent, { kind: 'payment', id }, null, context.now),
  });
  const { payments } = providerOf(dependencies, providerAccountId);
  assertOptionsAreRead(setup, { providerId: manifest.id, takesOptions: payments.takesOptions === true }, input);
  assertAcceptable(payments.check?.(startRequest(payment, input, billingKey)));
  await commitClaim(dependencies, changes, input);
  return { payment, operation, billingKey };
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

function chooseChannel(
  setup: MerchantSetup,
  input: CreatePaymentInput,
  billingKey: BillingKey | null,
  splitKey: string,
  now: Date,
): RoutingDecision & { readonly channel: Channel } {
  const { method, amount, channelId } = input;
  const inputs = {
    method: method.type,
    wallet: method.type === 'easy_pay' ? method.wallet : method.type === 'gift_certificate' ? method.kind : null,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
  };
  const bound = billingKey === null ? {} : { boundTo: channelsOfKey(billingKey) };
  return eligibleChannel(route(setup, { inputs, requestedChannelId: channelId, splitKey, now, ...bound }), channelId);
}

/** @throws no_eligible_channel with the reason for every channel */
export function eligibleChannel(
  decision: RoutingDecision,
  requestedChannelId: ChannelId | null,
): RoutingDecision & { readonly channel: Channel } {
  const { channel, trace } = decision;
  if (channel !== null) return { channel, trace };
  const channels = trace.candidates.map(({ channelId, reasons }) => ({ channel_id: channelId, reasons }));
  throw new PaymentGatewayError('no_eligible_channel', {
    ...(requestedChannelId === null ? {} : { param: 'channel_id' }),
    detail: channels.flatMap(({ reasons }) => reasons.map(({ detail }) => detail)).join('; ') || 'No such channel.',
    extra: { channels },
  });
}

/** @throws channel_requirement naming the parameter */
export function assertAcceptable(problem: RequestProblem | null | undefined): void {
  if (problem != null) throw new PaymentGatewayError('channel_requirement', problem);
}

function startRequest(payment: Payment, input: CreatePaymentInput, billingKey: BillingKey | null): StartPaymentRequest {
  const { channelId, reference, amount } = atProvider(payment, null);
  const { taxFreeAmountMinor, orderName, method, customer, returnUrl, expiresAt } = input;
  return {
    channelId,
    reference,
    amount,
    taxFreeAmountMinor,
    orderName,
    method,
    ...keyOnChannel(billingKey, channelId),
    customer,
    returnUrl,
    expiresAt,
    providerOptions: input.providerOptions?.[payment.provider] ?? {},
  };
}
