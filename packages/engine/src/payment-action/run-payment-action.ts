import {
  minuteMs,
  type Payment,
  type PaymentActionDescription,
  type PaymentActionPort,
  type PaymentActionRequest,
  type PaymentActionVerdict,
  PaymentGatewayError,
  type PaymentId,
  toFailure,
  toNotCreatedFailure,
} from '@hangil/core';
import { answerOnce, claimKey, endKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { afterProviderCall, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { atProvider, callProvider, providerOf } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import { actionStatus, type PaymentAction, type PaymentActionStatus } from './payment-action.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Claims, calls once, and keeps what came of it. What only reads is neither claimed nor kept. */
export function makeRunPaymentAction(dependencies: EngineDependencies): Engine['runPaymentAction'] {
  return async (scope, paymentId, { name, input }, idempotent) => {
    const payment = owned(await dependencies.store.payment(paymentId), scope);
    const { port, description, request } = offered(dependencies, payment, name, input);
    const problem = port.check(request);
    if (problem !== null) throw new PaymentGatewayError('channel_requirement', problem);
    const call = () => callProvider(dependencies, `actions.${name}`, () => port.run(request, {}));
    if (!description.changes) return readOnly(dependencies, payment, request, await call());
    return answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => present(dependencies, scope, id),
      async (keyed) => {
        const claimed = await claim(dependencies, payment, request, keyed);
        return afterProviderCall(conclude(dependencies, claimed, await call(), idempotent));
      },
    );
  };
}

function offered(
  { directory }: EngineDependencies,
  payment: Payment,
  name: string,
  input: PaymentActionRequest['input'],
): { port: PaymentActionPort; description: PaymentActionDescription; request: PaymentActionRequest } {
  const port = directory.provider(payment.providerAccountId)?.actions;
  const gateway = gatewayOf(directory, payment);
  const known = (port?.offered ?? []).filter(
    ({ gateways }) => gateways.length === 0 || gateway === null || gateways.includes(gateway),
  );
  const description = known.find((each) => each.name === name);
  if (port === undefined || description === undefined) {
    throw new PaymentGatewayError('action_not_supported', {
      detail: `${payment.provider} has no action ${JSON.stringify(name)} for this payment.`,
      extra: { actions: known.map((each) => each.name) },
    });
  }
  const request = { name, payment: atProvider(payment, payment.providerPaymentId), gateway, input };
  return { port, description, request };
}

/** The gateway that took the payment, as the provider told it; before that the one of its channel. */
function gatewayOf(
  { merchant }: EngineDependencies['directory'],
  { pg, channelId, merchantId }: Payment,
): string | null {
  if (pg?.name != null) return pg.name;
  const channel = merchant(merchantId)?.channels.find(({ id }) => id === channelId);
  return channel?.gateway?.code ?? null;
}

async function claim(
  dependencies: EngineDependencies,
  payment: Payment,
  request: PaymentActionRequest,
  idempotent: KeyedRequest<PaymentAction> | undefined,
): Promise<PaymentAction> {
  const { now, ids } = decisionContext(dependencies);
  const { manifest } = providerOf(dependencies, payment.providerAccountId);
  const leaseUntil = new Date(now.getTime() + manifest.callTimeoutMs + minuteMs);
  const unleased = newAction(payment, request, ids.next('act'), now);
  const action = { ...unleased, value: { ...unleased.value, leaseUntil } };
  const resource = { kind: 'document', id: action.id } as const;
  await commit(dependencies, {
    documents: [action],
    idempotency: claimKey(payment, idempotent, resource, null, now),
  });
  return action;
}

function newAction(payment: Payment, { name, input }: PaymentActionRequest, id: string, now: Date): PaymentAction {
  return {
    kind: 'payment_action',
    id,
    version: 1,
    ...ownerOf(payment),
    key: null,
    parentId: payment.id,
    status: 'running',
    createdAt: now,
    value: { name, input: withoutSecrets(input), result: null, failure: null, leaseUntil: now, finishedAt: null },
  };
}

/** Second commit, with a look at the payment: the action may have moved money. */
async function conclude(
  dependencies: EngineDependencies,
  claimed: PaymentAction,
  verdict: PaymentActionVerdict,
  idempotent: IdempotentRequest<PaymentAction> | undefined,
): Promise<PaymentAction> {
  const { now } = decisionContext(dependencies);
  const action = { ...ended(claimed, verdict, now), version: claimed.version + 1 };
  const keyEnd =
    verdict.kind === 'not_created' ? 'free' : verdict.kind === 'unknown' ? 'show_present_truth' : 'keep_answer';
  await commit(dependencies, {
    documents: [action],
    jobs: [{ kind: 'schedule', jobKind: 'recheck_payment', subjectId: claimed.parentId as PaymentId, dueAt: now }],
    idempotency: endKey(idempotent, action, keyEnd),
  });
  return action;
}

function ended(action: PaymentAction, verdict: PaymentActionVerdict, now: Date): PaymentAction {
  const status: PaymentActionStatus = statusOf(verdict);
  const result = verdict.kind === 'done' ? verdict.result : null;
  return { ...action, status, value: { ...action.value, result, failure: failureOf(verdict), finishedAt: now } };
}

function statusOf(verdict: PaymentActionVerdict): PaymentActionStatus {
  switch (verdict.kind) {
    case 'done':
      return verdict.complete ? 'succeeded' : 'partly_succeeded';
    case 'declined':
    case 'not_created':
      return 'failed';
    case 'unknown':
      return 'unknown';
  }
}

function failureOf(verdict: PaymentActionVerdict) {
  if (verdict.kind === 'declined') return toFailure('provider_refused', verdict.reason, verdict.provider);
  return verdict.kind === 'not_created' ? toNotCreatedFailure(verdict.reason, verdict.provider) : null;
}

/** @throws provider_unreachable when the provider did not answer: a question that was not answered is no resource */
function readOnly(
  dependencies: EngineDependencies,
  payment: Payment,
  request: PaymentActionRequest,
  verdict: PaymentActionVerdict,
): { readonly kind: 'value'; readonly value: PaymentAction } {
  if (verdict.kind === 'unknown')
    throw new PaymentGatewayError('provider_unreachable', { detail: 'The provider could not be asked.' });
  const { now, ids } = decisionContext(dependencies);
  return { kind: 'value', value: ended(newAction(payment, request, ids.next('act'), now), verdict, now) };
}

async function present({ store, clock }: EngineDependencies, scope: Scope, id: string) {
  const value = owned(await store.document('payment_action', id), scope);
  const status = actionStatus(value, clock.now());
  return { value, running: status === 'running', cameToNothing: value.value.failure?.code === 'provider_unreachable' };
}
