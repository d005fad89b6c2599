import { PaymentGatewayError } from '@hangil/core';
import { commitDecision } from '../decision/commit.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callProvider } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import type { IdentityVerification } from './identity-verifications.ts';
import { refusal, verificationPortOf } from './request-verification.ts';

/** Forgotten at the provider first: what is still there must not look forgotten here. Deleting twice changes nothing. */
export async function deleteVerification(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
): Promise<IdentityVerification> {
  const verification = owned(await dependencies.store.document('identity_verification', id), scope);
  if (verification.status === 'deleted') return verification;
  await deleteAtProvider(dependencies, verification);
  return commitDecision(dependencies, async () => {
    const current = owned(await dependencies.store.document('identity_verification', id), scope);
    const value = { ...current.value, sealedPerson: null, nextAction: null };
    const deleted = { ...current, version: current.version + 1, status: 'deleted', value };
    return { changes: { documents: [deleted] }, value: deleted };
  });
}

async function deleteAtProvider(dependencies: EngineDependencies, verification: IdentityVerification): Promise<void> {
  const { providerVerificationId } = verification.value;
  if (providerVerificationId === null) return;
  const port = verificationPortOf(dependencies, verification);
  const answer = await callProvider(dependencies, 'identityVerifications.delete', () =>
    port.delete(providerVerificationId, {}),
  );
  switch (answer.kind) {
    case 'deleted':
      return;
    case 'declined':
      throw refusal('provider_refused', verification, answer.provider);
    case 'not_created':
      throw refusal('provider_unreachable', verification, answer.provider);
    case 'unknown':
      throw new PaymentGatewayError('outcome_unknown', { detail: 'Delete again: nothing is done twice.' });
  }
}
