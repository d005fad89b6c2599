import {
  hasBeenPaid,
  type Payment,
  PaymentGatewayError,
  type Payout,
  type PayoutRequest,
  type PayoutVerdict,
  refundableMinor,
} from '@hangil/core';
import { payoutRequested } from '@hangil/ledger';
import { answerOnce, claimKey, endKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext, outgoingEvent } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { afterCall, isBeingSent, newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { CreatePayoutInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { callUnderClaim } from '../payment/ask-provider.ts';
import { assertAcceptable } from '../payment/create-payment.ts';
import { decide, payoutRequest } from '../routing/decide.ts';
import type { Scope } from '../store/records.ts';
import { type LoadedPayout, mustLoadPayout, payoutChanges, payoutPort } from './ask-provider-about-payout.ts';
import { entryFacts, isFinalPayout, type PayoutSettlement, settlePayout } from './settle-payout.ts';

export function makeCreatePayout(dependencies: EngineDependencies): Engine['createPayout'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => presentPayout(dependencies, id),
      async (keyed) => {
        const claimed = await claimPayout(dependencies, scope, input, keyed);
        const port = payoutPort(dependencies, claimed.payout);
        const verdict = await callUnderClaim(dependencies, 'payouts.send', claimed.operation, () =>
          port.send(sendRequest(claimed.payout, input), {}),
        );
        return afterProviderCall(concludeSend(dependencies, claimed, verdict, idempotent));
      },
    );
}

function sendRequest(
  { channelId, reference }: Payout,
  { amount, destination, customer }: CreatePayoutInput,
): PayoutRequest {
  return { channelId, reference, amount, destination, customer };
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
  try {
    return await commitDecision(dependencies, async () => {
      const context = decisionContext(dependencies);
      const payment = await paymentToRefund(dependencies, scope, input);
      const { payout, operation } = await newPayout(dependencies, scope, input, context);
      assertAcceptable(payoutPort(dependencies, payout).check?.(sendRequest(payout, input)));
      const refunded =
        payment === null
          ? null
          : {
              ...payment,
              version: payment.version + 1,
              amountRefundingMinor: payment.amountRefundingMinor + payout.amountMinor,
              amountByPayoutsMinor: payment.amountByPayoutsMinor + payout.amountMinor,
            };
      return {
        changes: {
          payouts: [payout],
          operations: [operation],
          payments: refunded === null ? [] : [refunded],
          journalEntries: [payoutRequested(entryContext(payout, context), entryFacts(payout))],
          events: [outgoingEvent('payout.processing', payout, { kind: 'payout', value: payout }, context)],
          jobs: [
            {
              kind: 'schedule',
              jobKind: 'watch_payout',
              subjectId: payout.id,
              dueAt: operation.leaseUntil ?? context.now,
            },
          ],
          idempotency: claimKey(scope, idempotent, { kind: 'payout', id: payout.id }, null, context.now),
        },
        value: { payout, operation, refunded },
      };
    });
  } catch (error) {
    if (error instanceof CommitRefused && error.on === 'payout_reference')
      throw new PaymentGatewayError('payout_reference_conflict', { param: 'reference' });
    throw error;
  }
}

/** @throws the reason why this payment cannot be given back by a payout of this amount */
async function paymentToRefund(
  { store }: EngineDependencies,
  scope: Scope,
  { refundsPaymentId, amount }: CreatePayoutInput,
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

async function newPayout(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePayoutInput,
  context: DecisionContext,
) {
  const id = context.ids.next('po');
  const { amountMinor, currency } = input.amount;
  const { channel, trace } = await decide(dependencies, scope, payoutRequest(scope, input, id), context.now);
  const { providerAccountId, id: channelId, provider: manifest } = channel;
  const owner = { ...ownerOf(scope), providerAccountId, channelId };
  const operation = newOperation(
    { ...owner, id: context.ids.next('op'), kind: 'payout', subjectId: id },
    manifest,
    'claimed',
    context,
  );
  const payout: Payout = {
    id,
    version: 1,
    ...owner,
    merchantReference: input.merchantReference,
    status: 'processing',
    amountMinor,
    currency,
    destination: input.destination,
    customer: input.customer,
    refundsPaymentId: input.refundsPaymentId,
    metadata: input.metadata,
    provider: manifest.id,
    operationId: operation.id,
    reference: operation.reference,
    providerPayoutId: null,
    inTransit: false,
    failure: null,
    routing: trace,
    checks: 0,
    createdAt: context.now,
    succeededAt: null,
    failedAt: null,
    nextCheckAt: operation.leaseUntil,
  };
  return { payout, operation };
}

/** Second commit: what came of the call. Doubts of a caller whose claim was taken over are dropped. */
function concludeSend(
  dependencies: EngineDependencies,
  claimed: LoadedPayout,
  verdict: PayoutVerdict,
  idempotent: IdempotentRequest<Payout> | undefined,
): Promise<Payout> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const current = round === 0 ? claimed : await mustLoadPayout(dependencies, claimed.payout.id);
    const { payout, refunded, operation } = current;
    const holdsClaim = operation.fence === claimed.operation.fence;
    const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
    const unchanged: PayoutSettlement = { payout, refunded, changes: {} };
    const settlement = !holdsClaim && doubtful ? unchanged : settlePayout(payout, refunded, verdict, context);
    const written = payoutChanges(current, settlement, context);
    const operations = afterCall(
      operation,
      claimed.operation.fence,
      verdict,
      isFinalPayout(written.payout),
      context.now,
    );
    const frozen =
      written.payout.status !== 'unknown' &&
      written.payout.failure?.code !== 'provider_unreachable' &&
      written.payout.failure?.code !== 'provider_refused';
    const idempotency = endKey(idempotent, written.payout, frozen ? 'keep_answer' : 'show_present_truth');
    return { changes: merge(written.changes, { operations, idempotency }), value: written.payout };
  });
}
