import {
  money,
  type Payment,
  PaymentGatewayError,
  type PaymentMethodType,
  type ProviderReference,
  paymentMethodTypes,
  type SucceededPayment,
  sameMoney,
} from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { concluded, newOperation } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { Engine, ImportPaymentInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';
import { ask, providerOf } from './ask-provider.ts';
import { present } from './create-payment.ts';
import { settlePayment } from './settle-payment.ts';
import { withWatch } from './watch-payment.ts';

/**
 * Adopts a payment that is paid at the provider and unknown here: a create that was lost with its database, or one made by other
 * software. The provider is asked first; what it says is compared with what the merchant says, and everything is booked in one
 * commit.
 */
export function makeImportPayment(dependencies: EngineDependencies): Engine['importPayment'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => present(dependencies, id),
      async (keyed) => {
        const channel = channelOf(dependencies, scope, input);
        const paid = await readPaid(dependencies, channel, input);
        await assertNotKnown(dependencies, scope, channel, paid);
        return adopt(dependencies, scope, { channel, input, paid }, keyed);
      },
    );
}

function channelOf({ directory }: EngineDependencies, scope: Scope, { channelId }: ImportPaymentInput): Channel {
  const channel = directory.merchant(scope.merchantId)?.channels.find(({ id }) => id === channelId);
  if (channel !== undefined) return channel;
  throw new PaymentGatewayError('no_eligible_channel', { param: 'channel_id', detail: 'No such channel.' });
}

/** @throws provider_unreachable, provider_payment_mismatch, state_conflict */
async function readPaid(
  dependencies: EngineDependencies,
  { id, providerAccountId }: Channel,
  { providerPaymentId, amount, method }: ImportPaymentInput,
): Promise<SucceededPayment> {
  const { payments } = providerOf(dependencies, providerAccountId);
  const reading = await ask(dependencies, 'payments.inquire', () =>
    payments.inquire(
      {
        channelId: id,
        // Asked for by the provider's id, under which the provider repeats the reference it has.
        reference: providerPaymentId as ProviderReference,
        providerPaymentId,
        methodType: method?.type ?? 'card',
        amount,
      },
      {},
    ),
  );
  if (reading.kind === 'unknown')
    throw new PaymentGatewayError('provider_unreachable', { detail: 'The provider could not be asked.' });
  if (reading.kind === 'absent') throw mismatch('The provider has no such payment.');
  if (reading.kind !== 'succeeded')
    throw new PaymentGatewayError('state_conflict', {
      param: 'provider_payment_id',
      detail: `The payment is ${reading.kind} at the provider; only one that was paid can be imported.`,
    });
  if (sameMoney(reading.amount, amount)) return reading;
  throw new PaymentGatewayError('provider_payment_mismatch', {
    param: 'amount',
    detail: `The provider reports ${reading.amount.amountMinor} ${reading.amount.currency}.`,
    extra: { reported_amount: reading.amount.amountMinor, reported_currency: reading.amount.currency },
  });
}

function mismatch(detail: string): PaymentGatewayError {
  return new PaymentGatewayError('provider_payment_mismatch', { param: 'provider_payment_id', detail });
}

/** @throws state_conflict, with the payment's id when it is the caller's own */
async function assertNotKnown(
  { store }: EngineDependencies,
  scope: Scope,
  { providerAccountId }: Channel,
  { reference, providerTransactionId }: SucceededPayment,
): Promise<void> {
  const known =
    (await store.paymentByProviderId(providerAccountId, providerTransactionId)) ??
    (await store.paymentByReference(providerAccountId, reference));
  if (known !== null) throw alreadyKnown(scope, known);
}

function alreadyKnown(scope: Scope, known: Payment | null): PaymentGatewayError {
  const isOwn = known !== null && known.merchantId === scope.merchantId && known.livemode === scope.livemode;
  return new PaymentGatewayError('state_conflict', {
    param: 'provider_payment_id',
    detail: 'This payment is known already.',
    ...(isOwn ? { extra: { payment_id: known.id } } : {}),
  });
}

interface Adoption {
  readonly channel: Channel;
  readonly input: ImportPaymentInput;
  readonly paid: SucceededPayment;
}

async function adopt(
  dependencies: EngineDependencies,
  scope: Scope,
  adoption: Adoption,
  idempotent: KeyedRequest<Payment> | undefined,
): Promise<Payment> {
  const context = decisionContext(dependencies);
  const operation = adoptedOperation(scope, adoption, context);
  const settled = settlePayment(adoptedPayment(scope, adoption, operation, context), adoption.paid, context);
  const { payment, changes } = withWatch(settled.payment, context);
  const idempotency = claimKey(
    scope,
    idempotent,
    { kind: 'payment', id: payment.id },
    idempotent?.represent(payment) ?? null,
    context.now,
  );
  try {
    await commit(
      dependencies,
      merge(settled.changes, changes, { payments: [payment], operations: [operation], idempotency }),
    );
  } catch (error) {
    if (error instanceof CommitRefused && error.on === 'order_id')
      throw new PaymentGatewayError('order_id_conflict', { param: 'order_id' });
    if (error instanceof CommitRefused && error.on === 'provider_reference') throw alreadyKnown(scope, null);
    throw error;
  }
  return payment;
}

/** Closed from the start, under the reference that the provider has: nobody can adopt it a second time. */
function adoptedOperation(scope: Scope, { channel, paid }: Adoption, context: DecisionContext): Operation {
  const { providerAccountId, id: channelId, provider } = channel;
  const intent = {
    ...ownerOf(scope),
    id: context.ids.next('op'),
    kind: 'payment',
    subjectId: context.ids.next('pay'),
    providerAccountId,
    channelId,
  } as const;
  const claimed = { ...newOperation(intent, provider, 'claimed', context), reference: paid.reference };
  return { ...concluded(claimed, paid, true, context.now), fence: 1 };
}

/** As it was before the provider told that it is paid; its first version is the paid one. */
function adoptedPayment(
  scope: Scope,
  { channel, input, paid }: Adoption,
  operation: Operation,
  context: DecisionContext,
): Payment {
  const { provider, providerAccountId, id: channelId } = channel;
  const createdAt = paid.occurredAt < context.now ? paid.occurredAt : context.now;
  const { amountMinor, currency } = money(input.amount.amountMinor, input.amount.currency);
  return {
    id: operation.subjectId as Payment['id'],
    version: 0,
    ...ownerOf(scope),
    orderId: input.orderId,
    orderName: input.orderName,
    status: 'pending',
    amountMinor,
    currency,
    taxFreeAmountMinor: input.taxFreeAmountMinor,
    amountPaidMinor: 0,
    amountRefundingMinor: 0,
    amountRefundedMinor: 0,
    amountByPayoutsMinor: 0,
    method: methodOf(input, paid),
    customer: input.customer,
    returnUrl: null,
    metadata: input.metadata,
    channelId,
    provider: provider.id,
    providerAccountId,
    providerPaymentId: null,
    pg: null,
    nextAction: null,
    checkoutUrl: null,
    failure: null,
    attempts: [
      {
        id: context.ids.next('att'),
        operationId: operation.id,
        reference: operation.reference,
        provider: provider.id,
        providerAccountId,
        channelId,
        status: 'pending',
        failure: null,
        createdAt,
      },
    ],
    routing: {
      rule: 'imported',
      version: 0,
      decidedAt: createdAt,
      inputs: { currency, amount: amountMinor },
      candidates: [{ channelId, eligible: true, reasons: [] }],
      steps: [{ rule: 'imported', strategy: 'use', channels: [{ channelId }] }],
    },
    depositExpected: false,
    checks: 0,
    createdAt,
    paidAt: null,
    canceledAt: null,
    failedAt: null,
    expiresAt: null,
    nextCheckAt: null,
  };
}

/** As the merchant says, else as the provider tells. */
function methodOf({ method }: ImportPaymentInput, { methodWord }: SucceededPayment): Payment['method'] {
  if (method !== null) return { ...method, details: {} };
  const [type = '', narrowing] = (methodWord ?? 'card').split('/');
  const isKnown = (paymentMethodTypes as readonly string[]).includes(type);
  if (!isKnown) return { type: 'card', details: {} };
  return {
    type: type as PaymentMethodType,
    ...(type === 'easy_pay' && narrowing !== undefined ? { wallet: narrowing } : {}),
    ...(type === 'gift_certificate' && narrowing !== undefined ? { kind: narrowing } : {}),
    details: {},
  };
}
