import { hasBeenPaid, type Payment, PaymentGatewayError, type Payout, refundableMinor } from '@hangil/core';
import { payoutRequested } from '@hangil/ledger';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext, outgoingEvent } from '../decision/decision-context.ts';
import { isBeingSent, newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { Channel } from '../directory.ts';
import type { CreatePayoutInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { assertAcceptable } from '../payment/create-payment.ts';
import { decide, payoutRequest } from '../routing/decide.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';
import { type LoadedPayout, mustLoadPayout, payoutPort } from './ask-provider-about-payout.ts';
import { opensAt } from './payout-opening.ts';
import { sendClaimed, sendRequest } from './send-payout.ts';
import { entryFacts } from './settle-payout.ts';
import { isWaiting, nextSending } from './watch-payout.ts';

export function makeCreatePayout(dependencies: EngineDependencies): Engine['createPayout'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => presentPayout(dependencies, id),
      async (keyed) => {
        const claimed = await claimPayout(dependencies, scope, input, keyed);
        return isWaiting(claimed.payout) ? claimed.payout : sendClaimed(dependencies, claimed, idempotent);
      },
    );
}

export async function presentPayout(dependencies: EngineDependencies, id: string): Promise<Present<Payout>> {
  const { payout, operation } = await mustLoadPayout(dependencies, id as Payout['id']);
  // The reference of a payout is used for ever, so even one that came to nothing is not made again.
  return { value: payout, running: isBeingSent(operation, dependencies.clock.now()), cameToNothing: false };
}

/** First commit: the payout, its intent, the booking, and what it takes from the payment it gives back. */
async function claimPayout(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePayoutInput,
  idempotent: KeyedRequest<Payout> | undefined,
): Promise<LoadedPayout> {
  return refusingUsedReference(
    commitDecision(dependencies, async () => {
      const context = decisionContext(dependencies);
      const payment = await paymentToRefund(dependencies, scope, input);
      const { payout, operation } = await newPayout(dependencies, scope, input, context);
      const refunded = payment === null ? null : promised(payment, payout.amountMinor);
      const answer = isWaiting(payout) ? (idempotent?.represent(payout) ?? null) : null;
      return {
        changes: {
          ...newPayoutChanges(payout, operation, context),
          payments: refunded === null ? [] : [refunded],
          idempotency: claimKey(scope, idempotent, { kind: 'payout', id: payout.id }, answer, context.now),
        },
        value: { payout, operation, refunded },
      };
    }),
  );
}

/** @throws payout_reference_conflict where the store refuses because of the merchant's reference */
export async function refusingUsedReference<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    if (error instanceof CommitRefused && error.on === 'payout_reference')
      throw new PaymentGatewayError('payout_reference_conflict', { param: 'reference' });
    throw error;
  });
}

/** What a new payout writes beside itself. */
export function newPayoutChanges(payout: Payout, operation: Operation, context: DecisionContext): ChangeSet {
  const watch = { jobKind: 'watch_payout', subjectId: payout.id, dueAt: operation.leaseUntil ?? context.now } as const;
  return {
    payouts: [payout],
    operations: [operation],
    journalEntries: [payoutRequested(entryContext(payout, context), entryFacts(payout))],
    events: [outgoingEvent(`payout.${payout.status}`, payout, { kind: 'payout', value: payout }, context)],
    jobs:
      payout.status === 'processing'
        ? [{ kind: 'schedule', ...watch }]
        : nextSending(payout, context).filter(({ kind }) => kind === 'schedule'),
  };
}

/** The payment with the promise that this amount of it goes back. */
export function promised(payment: Payment, amountMinor: number): Payment {
  return {
    ...payment,
    version: payment.version + 1,
    amountRefundingMinor: payment.amountRefundingMinor + amountMinor,
    amountByPayoutsMinor: payment.amountByPayoutsMinor + amountMinor,
  };
}

/** @throws the reason why this payment cannot be given back by a payout of this amount */
export async function paymentToRefund(
  { store }: EngineDependencies,
  scope: Scope,
  { refundsPaymentId, amount }: Pick<CreatePayoutInput, 'refundsPaymentId' | 'amount'>,
): Promise<Payment | null> {
  if (refundsPaymentId === null) return null;
  const payment = owned(await store.payment(refundsPaymentId), scope);
  if (!hasBeenPaid(payment.status)) {
    throw new PaymentGatewayError('state_conflict', {
      param: 'refunds_payment_id',
      detail: `The payment is ${payment.status}.`,
      extra: { status: payment.status },
    });
  }
  const refundable = refundableMinor(payment);
  if (payment.currency !== amount.currency || amount.amountMinor > refundable) {
    throw new PaymentGatewayError('refundable_amount_exceeded', {
      param: payment.currency === amount.currency ? 'amount' : 'currency',
      detail: `${amount.amountMinor} ${amount.currency} was asked for, ${refundable} ${payment.currency} can be refunded.`,
      extra: { refundable },
    });
  }
  return payment;
}

/** Where a new payout came from when it is a row of a batch. */
export type BatchRow = Pick<Payout, 'batchId' | 'row'>;

/**
 * A payout as it begins: sent at once, or waiting for approval, opening hours or, as a row of a batch, for its turn.
 * @throws no_eligible_channel, channel_requirement
 */
export async function newPayout(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePayoutInput,
  context: DecisionContext,
  batchRow: BatchRow = { batchId: null, row: null },
) {
  const id = context.ids.next('po');
  const { amountMinor, currency } = input.amount;
  const { channel, trace } = await decide(dependencies, scope, payoutRequest(scope, input, id), context.now);
  const { providerAccountId, id: channelId, provider: manifest } = channel;
  const owner = { ...ownerOf(scope), providerAccountId, channelId };
  const availableAt = opensAt(channel, context.now);
  const status = statusOfNew(channel, amountMinor, availableAt !== null || batchRow.batchId !== null);
  const operation = newOperation(
    { ...owner, id: context.ids.next('op'), kind: 'payout', subjectId: id },
    manifest,
    status === 'processing' ? 'claimed' : 'queued',
    context,
  );
  const payout: Payout = {
    id,
    version: 1,
    ...owner,
    merchantReference: input.merchantReference,
    status,
    amountMinor,
    currency,
    destination: input.destination,
    customer: input.customer,
    refundsPaymentId: input.refundsPaymentId,
    metadata: input.metadata,
    ...batchRow,
    createdBy: input.createdBy,
    approvedBy: null,
    approvedAt: null,
    provider: manifest.id,
    operationId: operation.id,
    reference: operation.reference,
    providerPayoutId: null,
    inTransit: false,
    failure: null,
    routing: trace,
    checks: 0,
    createdAt: context.now,
    availableAt: status === 'scheduled' ? availableAt : null,
    succeededAt: null,
    failedAt: null,
    nextCheckAt: operation.leaseUntil,
  };
  assertAcceptable(payoutPort(dependencies, payout).check?.(sendRequest(payout)));
  return { payout, operation };
}

function statusOfNew({ approvalAboveMinor }: Channel, amountMinor: number, waits: boolean): Payout['status'] {
  if (approvalAboveMinor !== undefined && amountMinor > approvalAboveMinor) return 'pending_approval';
  return waits ? 'scheduled' : 'processing';
}
