import {
  type IdentityVerificationPort,
  PaymentGatewayError,
  providerReference,
  type RequestIdentityVerification,
  toFailure,
  toNotCreatedFailure,
} from '@hangil/core';
import { claimKey, endKey, type KeyEnd, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { afterProviderCall, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callProvider, providerOf } from '../payment/ask-provider.ts';
import { chooseServiceChannel } from '../service/choose-channel.ts';
import type { Scope } from '../store/records.ts';
import type { IdentityVerification, RequestIdentityVerificationInput } from './identity-verifications.ts';

type Requested = Awaited<ReturnType<IdentityVerificationPort['request']>>;

/** Written before the provider is called, so that a code that was sent belongs to something. */
export async function requestVerification(
  dependencies: EngineDependencies,
  scope: Scope,
  { method, returnUrl, channelId }: RequestIdentityVerificationInput,
  keyed: KeyedRequest<IdentityVerification> | undefined,
): Promise<IdentityVerification> {
  const { now, ids } = decisionContext(dependencies);
  const id = ids.next('idv');
  const request = { reference: providerReference(ids.next('op')), method, returnUrl };
  const channel = chooseServiceChannel(dependencies, scope, channelId, {
    name: 'identity verification',
    offers: ({ identityVerifications }) => identityVerifications !== undefined,
    gatewayOffers: ({ identityVerification }) => identityVerification[method.type === 'window' ? 'byWindow' : 'byApi'],
    check: ({ identityVerifications }, tried) =>
      identityVerifications?.check?.({ ...request, channelId: tried }) ?? null,
  });
  const pending: IdentityVerification = {
    kind: 'identity_verification',
    id,
    version: 1,
    ...ownerOf(scope),
    key: null,
    parentId: null,
    status: 'pending',
    createdAt: now,
    value: {
      provider: channel.provider.id,
      providerAccountId: channel.providerAccountId,
      channelId: channel.id,
      method: method.type,
      reference: request.reference,
      providerVerificationId: null,
      nextAction: null,
      sealedPerson: null,
      failure: null,
      verifiedAt: null,
    },
  };
  await commit(dependencies, {
    documents: [pending],
    idempotency: claimKey(scope, keyed, { kind: 'document', id }, null, now),
  });
  const answer = await ask(dependencies, pending, { ...request, channelId: channel.id });
  const settled = settle(pending, answer);
  const idempotency = endKey(keyed, settled, keyEndOf(settled));
  await afterProviderCall(commit(dependencies, { documents: [settled], idempotency }));
  return settled;
}

/** @throws Error when the provider has stopped to offer it: an operator's mistake */
export function verificationPortOf(
  dependencies: EngineDependencies,
  { value }: IdentityVerification,
): IdentityVerificationPort {
  const { identityVerifications } = providerOf(dependencies, value.providerAccountId);
  if (identityVerifications === undefined) throw new Error(`${value.provider} no longer verifies identities`);
  return identityVerifications;
}

function ask(
  dependencies: EngineDependencies,
  verification: IdentityVerification,
  request: RequestIdentityVerification,
): Promise<Requested> {
  const port = verificationPortOf(dependencies, verification);
  return callProvider(dependencies, 'identityVerifications.request', () => port.request(request, {}));
}

function settle(pending: IdentityVerification, answer: Requested): IdentityVerification {
  const next = { ...pending, version: pending.version + 1 };
  switch (answer.kind) {
    case 'requested': {
      const { nextAction, providerVerificationId } = answer;
      return { ...next, status: 'requires_action', value: { ...pending.value, nextAction, providerVerificationId } };
    }
    case 'declined': {
      const failure = toFailure('service_declined', answer.reason, answer.provider);
      return { ...next, status: 'failed', value: { ...pending.value, failure } };
    }
    case 'not_created': {
      const failure = toNotCreatedFailure(answer.reason, answer.provider);
      return { ...next, status: 'failed', value: { ...pending.value, failure } };
    }
    case 'unknown':
      return { ...next, status: 'unknown' };
  }
}

/** Unlike money, a code may be asked for again after an answer that was lost. */
function keyEndOf({ status, value: { failure } }: IdentityVerification): KeyEnd {
  if (status === 'unknown') return 'free';
  return failure !== null && failure.code !== 'service_declined' ? 'free' : 'keep_answer';
}

/** What a provider said of a call that was to change nothing of ours unless it was done. */
export function refusal(
  code: 'provider_refused' | 'provider_unreachable' | 'identity_verification_refused',
  { value }: IdentityVerification,
  words: {
    readonly code: string | null;
    readonly message: string | null;
  },
): PaymentGatewayError {
  return new PaymentGatewayError(code, { provider: { name: value.provider, ...words } });
}
