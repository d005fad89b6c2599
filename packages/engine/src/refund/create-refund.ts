import {
  hasBeenPaid,
  type Payment,
  PaymentGatewayError,
  type PaymentProvider,
  type ProviderOptions,
  type Refund,
  refundableMinor,
} from '@hangil/core';
import { refundRequested } from '@hangil/ledger';
import { answerOnce, claimKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext } from '../decision/decision-context.ts';
import { isBeingSent, newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { CreateRefundInput, Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { providerOf } from '../payment/ask-provider.ts';
import type { JobChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import { assertRefundPossible, refundOptions } from './check-refund.ts';
import { type ClaimedRefund, keyEndOf, mustLoadRefund, queueCheckMs, sendRefund } from './send-refund.ts';
import { entryFacts } from './settle-refund.ts';

export function makeCreateRefund(dependencies: EngineDependencies): Engine['createRefund'] {
  return (scope, paymentId, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => present(dependencies, id),
      async (keyed) => {
        const payment = owned(await dependencies.store.payment(paymentId), scope);
        const claimed = await claimRefund(dependencies, payment, input, keyed);
        return claimed.operation.status === 'queued'
          ? claimed.refund
          : afterProviderCall(sendRefund(dependencies, claimed, idempotent));
      },
    );
}

async function present(dependencies: EngineDependencies, id: string): Promise<Present<Refund>> {
  const { refund, operation } = await mustLoadRefund(dependencies, id as Refund['id']);
  const running = isBeingSent(operation, dependencies.clock.now());
  return { value: refund, running, cameToNothing: keyEndOf(refund) === 'free' };
}

/** First commit: raises what is being refunded, books the promise, and claims the call, or queues it behind another refund. */
function claimRefund(
  dependencies: EngineDependencies,
  loaded: Payment,
  input: CreateRefundInput,
  idempotent: KeyedRequest<Refund> | undefined,
): Promise<ClaimedRefund> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const payment = round === 0 ? loaded : owned(await dependencies.store.payment(loaded.id), loaded);
    const provider = providerOf(dependencies, payment.providerAccountId);
    const amountMinor = permittedAmount(payment, provider, input);
    const busy = await isRefundUnderWay(dependencies, payment);
    const returnedBeforeMinor = await returnedByProvider(dependencies, payment);
    const taxFreeAmountMinor = await permittedTaxFree(dependencies, payment, amountMinor, input);
    const providerOptions = refundOptions(payment, provider, input);
    const facts = { amountMinor, taxFreeAmountMinor, returnedBeforeMinor, providerOptions, queued: busy };
    const { refund, operation } = newRefund(payment, provider, facts, input, context);
    await assertRefundPossible(dependencies, payment, provider, { refund, operation });
    const raised = {
      ...payment,
      version: payment.version + 1,
      amountRefundingMinor: payment.amountRefundingMinor + amountMinor,
    };
    const job: JobChange = busy
      ? {
          kind: 'schedule',
          jobKind: 'send_refund',
          subjectId: payment.id,
          dueAt: new Date(context.now.getTime() + queueCheckMs),
        }
      : { kind: 'schedule', jobKind: 'watch_refund', subjectId: refund.id, dueAt: operation.leaseUntil ?? context.now };
    return {
      changes: {
        payments: [raised],
        refunds: [refund],
        operations: [operation],
        journalEntries: [refundRequested(entryContext(refund, context), entryFacts(refund, payment))],
        jobs: [job],
        idempotency: claimKey(
          payment,
          idempotent,
          { kind: 'refund', id: refund.id },
          busy ? (idempotent?.represent(refund) ?? null) : null,
          context.now,
        ),
      },
      value: { refund, payment: raised, operation },
    };
  });
}

/** How much is refunded. @throws the reason why it is not */
function permittedAmount(payment: Payment, provider: PaymentProvider, input: CreateRefundInput): number {
  if (provider.refunds === undefined || !provider.manifest.refunds.offered) throw notSupported(payment, provider);
  if (!hasBeenPaid(payment.status)) {
    throw new PaymentGatewayError('state_conflict', {
      detail: `The payment is ${payment.status}.`,
      extra: { status: payment.status },
    });
  }
  const refundable = refundableMinor(payment);
  if (input.expectedRefundableMinor !== null && input.expectedRefundableMinor !== refundable) {
    throw new PaymentGatewayError('refundable_amount_mismatch', {
      param: 'expected_refundable',
      detail: `You expect ${input.expectedRefundableMinor}, ${refundable} can be refunded.`,
      extra: { expected_refundable: input.expectedRefundableMinor, refundable },
    });
  }
  const amountMinor = input.amountMinor ?? refundable;
  if (amountMinor > refundable || amountMinor === 0) {
    throw new PaymentGatewayError('refundable_amount_exceeded', {
      param: 'amount',
      detail: `${input.amountMinor ?? 'Everything'} was asked for, ${refundable} can be refunded.`,
      extra: { refundable },
    });
  }
  if (amountMinor < payment.amountPaidMinor && !provider.manifest.refunds.partial) {
    throw new PaymentGatewayError('refund_not_supported', {
      param: 'amount',
      detail: 'Only the whole amount can be refunded.',
    });
  }
  return amountMinor;
}

function notSupported(payment: Payment, provider: PaymentProvider): PaymentGatewayError {
  const alternatives = provider.payouts === undefined ? [] : [{ type: 'payout', refunds_payment_id: payment.id }];
  return new PaymentGatewayError('refund_not_supported', {
    detail:
      `${provider.manifest.name.en} does not refund. ${alternatives.length > 0 ? 'Give the money back with a payout that names this payment in refunds_payment_id.' : ''}`.trim(),
    extra: { alternatives },
  });
}

/** At most one refund of a payment is at the provider at a time: only then an inquiry can tell which one was made. */
export async function isRefundUnderWay({ store }: EngineDependencies, payment: Payment): Promise<boolean> {
  if (payment.amountRefundingMinor === 0) return false;
  const refunds = await store.refundsOf(payment.id);
  const open = refunds.filter(({ status }) => status === 'pending' || status === 'unknown');
  const operations = await Promise.all(
    open.map(({ operationId }) => (operationId === null ? null : store.operation(operationId))),
  );
  return operations.some((operation) => operation !== null && operation.status !== 'queued');
}

interface RefundFacts {
  readonly amountMinor: number;
  readonly taxFreeAmountMinor: number;
  readonly returnedBeforeMinor: number;
  readonly providerOptions: ProviderOptions | undefined;
  readonly queued: boolean;
}

/** How much of a refund is tax-free. @throws invalid_request when it is more than the refund or than what is left of that part */
async function permittedTaxFree(
  { store }: EngineDependencies,
  payment: Payment,
  amountMinor: number,
  { taxFreeAmountMinor }: CreateRefundInput,
): Promise<number> {
  const standing = (await store.refundsOf(payment.id)).filter(({ status }) => status !== 'failed');
  const leftMinor = payment.taxFreeAmountMinor - standing.reduce((sum, refund) => sum + refund.taxFreeAmountMinor, 0);
  const isEverything = amountMinor === refundableMinor(payment);
  const wantedMinor = taxFreeAmountMinor ?? (isEverything ? Math.min(leftMinor, amountMinor) : 0);
  if (wantedMinor > amountMinor || wantedMinor > leftMinor) {
    throw new PaymentGatewayError('invalid_request', {
      param: 'tax_free_amount',
      detail: `At most ${Math.min(leftMinor, amountMinor)} of this refund can be tax-free.`,
    });
  }
  return wantedMinor;
}

/** What the payment's own provider has given back so far; payouts went another way. */
export async function returnedByProvider({ store }: EngineDependencies, { id }: Payment): Promise<number> {
  const made = (await store.refundsOf(id)).filter(({ status }) => status === 'succeeded');
  return made.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function newRefund(
  payment: Payment,
  { manifest }: PaymentProvider,
  { amountMinor, taxFreeAmountMinor, returnedBeforeMinor, providerOptions, queued }: RefundFacts,
  input: CreateRefundInput,
  context: DecisionContext,
): { readonly refund: Refund; readonly operation: Operation } {
  const id = context.ids.next('rfnd');
  const { providerAccountId, channelId, currency } = payment;
  const intent = {
    ...ownerOf(payment),
    id: context.ids.next('op'),
    kind: 'refund',
    subjectId: id,
    providerAccountId,
    channelId,
  } as const;
  const operation = newOperation(intent, manifest, queued ? 'queued' : 'claimed', context);
  const refund: Refund = {
    id,
    version: 1,
    ...ownerOf(payment),
    paymentId: payment.id,
    status: 'pending',
    amountMinor,
    taxFreeAmountMinor,
    currency,
    reason: input.reason,
    requester: input.requester,
    refundAccount: input.refundAccount,
    ...(providerOptions === undefined ? {} : { providerOptions }),
    operationId: operation.id,
    returnedBeforeMinor,
    providerRefundId: null,
    failure: null,
    checks: 0,
    createdAt: context.now,
    succeededAt: null,
    nextCheckAt: operation.leaseUntil,
  };
  return { refund, operation };
}
