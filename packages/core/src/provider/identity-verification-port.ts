import type { ChannelId, ProviderReference } from '../identifier/identifier.ts';
import type { NextAction } from '../payment/next-action.ts';
import type { CallContext, RequestProblem } from './payment-provider.ts';
import type { Declined, NotCreated, Unknown } from './verdict.ts';

export const mobileCarriers = ['skt', 'kt', 'lgu'] as const;

/** Who claims to be whom, for a code that is sent to the phone. Lives in memory for one call; never stored, never logged. */
export interface PersonClaim {
  readonly name: string;
  /** Digits only. */
  readonly phone: string;
  /** YYMMDD */
  readonly birthDate: string;
  /** Seventh digit of the resident number. */
  readonly genderDigit: string;
  readonly carrier: (typeof mobileCarriers)[number];
  /** A budget line on the network of `carrier`. */
  readonly isMvno: boolean;
}

export type IdentityVerificationMethod =
  | { readonly type: 'window' }
  | { readonly type: 'code'; readonly person: PersonClaim };

export interface RequestIdentityVerification {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  readonly method: IdentityVerificationMethod;
  /** Where the person's browser comes back to; the merchant's own page. */
  readonly returnUrl: string | null;
}

/** The person has to act: in the window, or by typing in the code. */
export interface RequestedIdentityVerification {
  readonly kind: 'requested';
  readonly nextAction: NextAction;
  /** The provider's id, where it is known before the person has acted. */
  readonly providerVerificationId: string | null;
}

/** What the provider found out. Absent facts were not told. */
export interface VerifiedPerson {
  readonly name: string | null;
  readonly gender: 'male' | 'female' | null;
  /** YYYY-MM-DD */
  readonly birthday: string | null;
  readonly foreigner: boolean | null;
  readonly phone: string | null;
  readonly carrier: string | null;
  /** CI: the same person at every merchant. Null unless the account is set to keep it. */
  readonly connectingInformation: string | null;
  /** DI: the same person at this merchant. Null unless the account is set to keep it. */
  readonly duplicationInformation: string | null;
}

export interface VerifiedIdentity {
  readonly kind: 'verified';
  /** Our reference as the provider repeats it; null when it does not. */
  readonly reference: ProviderReference | null;
  readonly providerVerificationId: string;
  readonly verifiedAt: Date;
  readonly person: VerifiedPerson;
}

export interface ConfirmIdentityVerification {
  readonly channelId: ChannelId;
  /** The provider's id: its own answer, or what a browser told, which is not proven. */
  readonly providerVerificationId: string;
  /** What the person typed in; null = only ask. */
  readonly code: string | null;
}

export type IdentityVerificationReading =
  | VerifiedIdentity
  /** The provider knows it, and it is not done. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'absent' }
  | Declined
  | NotCreated
  | Unknown;

/** Verifying who a person is (본인인증). No method throws for what a provider or a network does. */
export interface IdentityVerificationPort {
  /** Looks at a request before anything is written or sent. Pure. */
  check?(request: RequestIdentityVerification): RequestProblem | null;
  request(
    request: RequestIdentityVerification,
    context: CallContext,
  ): Promise<RequestedIdentityVerification | Declined | NotCreated | Unknown>;
  confirm(request: ConfirmIdentityVerification, context: CallContext): Promise<IdentityVerificationReading>;
  /** Makes the provider forget it. One that is not there counts as deleted. */
  delete(
    providerVerificationId: string,
    context: CallContext,
  ): Promise<{ readonly kind: 'deleted' } | Declined | NotCreated | Unknown>;
}
