import { PaymentGatewayError, type VerifiedIdentity } from '@hangil/core';
import { claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callProvider } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import type { ConfirmIdentityVerificationInput, IdentityVerification } from './identity-verifications.ts';
import { refusal, verificationPortOf } from './request-verification.ts';

export async function confirmVerification(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  input: ConfirmIdentityVerificationInput,
  keyed: KeyedRequest<IdentityVerification> | undefined,
): Promise<IdentityVerification> {
  const verification = owned(await dependencies.store.document('identity_verification', id), scope);
  if (verification.status === 'verified') return verification;
  const confirmed = await ask(dependencies, verification, input);
  const sealedPerson = input.seal(confirmed.person);
  return commitDecision(dependencies, async () => {
    const current = owned(await dependencies.store.document('identity_verification', id), scope);
    if (current.status !== 'requires_action') return { changes: null, value: current };
    const { providerVerificationId, verifiedAt } = confirmed;
    const value = { ...current.value, providerVerificationId, verifiedAt, sealedPerson, nextAction: null };
    const verified = { ...current, version: current.version + 1, status: 'verified', value };
    // The answer carries the person, so it is not kept with the key: a repeat shows the verification as it then is.
    const resource = { kind: 'document', id } as const;
    const idempotency = claimKey(scope, keyed, resource, null, dependencies.clock.now());
    return { changes: { documents: [verified], idempotency }, value: verified };
  });
}

/** @throws what keeps it from being verified */
async function ask(
  dependencies: EngineDependencies,
  verification: IdentityVerification,
  { providerVerificationId, code }: ConfirmIdentityVerificationInput,
): Promise<VerifiedIdentity> {
  const { channelId, reference, ...known } = verification.value;
  const target = known.providerVerificationId ?? providerVerificationId;
  if (verification.status !== 'requires_action' || target === null) throw notToConfirm(verification);
  const port = verificationPortOf(dependencies, verification);
  const request = { channelId, providerVerificationId: target, code: known.method === 'code' ? code : null };
  const answer = await callProvider(dependencies, 'identityVerifications.confirm', () => port.confirm(request, {}));
  switch (answer.kind) {
    case 'verified':
      // The id of a window came through a browser, so what stands behind it has to be ours.
      if (answer.reference === reference || known.providerVerificationId !== null) return answer;
      throw new PaymentGatewayError('identity_verification_mismatch', { param: 'provider_verification_id' });
    case 'absent':
      throw new PaymentGatewayError('identity_verification_mismatch', { param: 'provider_verification_id' });
    case 'waiting':
      throw new PaymentGatewayError('state_conflict', { detail: 'The person has not finished yet.' });
    case 'declined':
      throw refusal('identity_verification_refused', verification, answer.provider);
    case 'not_created':
      throw refusal('provider_unreachable', verification, answer.provider);
    case 'unknown':
      throw new PaymentGatewayError('outcome_unknown', { detail: 'Confirm again: nothing is done twice.' });
  }
}

function notToConfirm({ status }: IdentityVerification): PaymentGatewayError {
  if (status !== 'requires_action') {
    const detail = `The identity verification is ${status}.`;
    return new PaymentGatewayError('state_conflict', { detail, extra: { status } });
  }
  return new PaymentGatewayError('invalid_request', {
    param: 'provider_verification_id',
    detail: "provider_verification_id: the window's id is needed",
  });
}
