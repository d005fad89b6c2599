import type {
  ChannelId,
  Failure,
  IdentityVerificationMethod,
  NextAction,
  ProviderAccountId,
  ProviderReference,
  VerifiedPerson,
} from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/**
 * `pending` while the provider is asked for a code; `unknown` when it is not known whether one was sent: ask for a new one, it
 * costs nothing.
 */
export const identityVerificationStatuses = [
  'pending',
  'requires_action',
  'unknown',
  'verified',
  'failed',
  'deleted',
] as const;

export interface IdentityVerificationValue {
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly method: IdentityVerificationMethod['type'];
  /** Our name of it at the provider. */
  readonly reference: ProviderReference;
  readonly providerVerificationId: string | null;
  readonly nextAction: NextAction | null;
  /** The verified person as whoever keeps secrets sealed it; the engine never looks inside. */
  readonly sealedPerson: string | null;
  readonly failure: Failure | null;
  readonly verifiedAt: Date | null;
}

export type IdentityVerification = Document<'identity_verification'>;

export interface RequestIdentityVerificationInput {
  readonly method: IdentityVerificationMethod;
  readonly returnUrl: string | null;
  readonly channelId: ChannelId | null;
}

export interface ConfirmIdentityVerificationInput {
  /** As a browser told it; needed for a window. */
  readonly providerVerificationId: string | null;
  readonly code: string | null;
  readonly seal: (person: VerifiedPerson) => string;
}

type Idempotent = IdempotentRequest<IdentityVerification>;

/** Moves no money: nothing is looked up by itself, and whatever is not certain may be asked again. */
export interface IdentityVerifications {
  /** @throws service_not_supported, channel_requirement */
  request(
    scope: Scope,
    input: RequestIdentityVerificationInput,
    idempotent?: Idempotent,
  ): Promise<Answer<IdentityVerification>>;
  /**
   * Asks the provider what came of it. A wrong code leaves it as it is.
   * @throws state_conflict, identity_verification_mismatch, identity_verification_refused, provider_unreachable, outcome_unknown
   */
  confirm(
    scope: Scope,
    id: string,
    input: ConfirmIdentityVerificationInput,
    idempotent?: Idempotent,
  ): Promise<Answer<IdentityVerification>>;
  /** Forgets the person, here and at the provider. @throws provider_refused, provider_unreachable, outcome_unknown */
  delete(scope: Scope, id: string): Promise<IdentityVerification>;
}
