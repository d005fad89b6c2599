import {
  type ConfirmIdentityVerification,
  declined,
  type IdentityVerificationReading,
  type ProviderReference,
  type VerifiedPerson,
} from '@hangil/core';
import type { IamportOutcome } from '../client/outcome.ts';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';
import { certificationSchema, type WireCertification } from '../wire/service.schemas.ts';

/** Ids come from browsers; one that cannot be an id of the provider is not asked for. */
const possibleId = /^[A-Za-z0-9_-]{1,32}$/;

/** With a code the verification is finished, without one it is only read. */
export async function confirmVerification(
  { providerVerificationId, code }: ConfirmIdentityVerification,
  context: IamportContext,
  signal: AbortSignal,
): Promise<IdentityVerificationReading> {
  if (!possibleId.test(providerVerificationId)) return { kind: 'absent' };
  const request =
    code === null
      ? ({ method: 'GET', path: `/certifications/${providerVerificationId}` } as const)
      : ({
          method: 'POST',
          path: `/certifications/otp/confirm/${providerVerificationId}`,
          body: { otp: code },
        } as const);
  return read(await context.client.call(request, certificationSchema, signal), context);
}

function read(outcome: IamportOutcome<WireCertification>, context: IamportContext): IdentityVerificationReading {
  if (outcome.kind === 'done') return readCertification(outcome.value, context);
  if (outcome.kind === 'refused' && outcome.httpStatus === 404) return { kind: 'absent' };
  if (outcome.kind === 'refused')
    return declined('authentication_failed', { code: outcome.provider.code, message: null });
  return serviceFailure(outcome);
}

function readCertification(
  certification: WireCertification,
  { settings, clock }: IamportContext,
): IdentityVerificationReading {
  if (!certification.certified) return { kind: 'waiting' };
  return {
    kind: 'verified',
    reference: certification.merchantUid as ProviderReference | null,
    providerVerificationId: certification.impUid,
    verifiedAt: certification.certifiedAt ?? clock.now(),
    person: personOf(certification, settings.keepIdentityKeys),
  };
}

/** CI and DI go no further than this unless the account is set to keep them. */
function personOf(certification: WireCertification, keepIdentityKeys: boolean): VerifiedPerson {
  const { name, gender, birthday, foreigner, phone, carrier, uniqueKey, uniqueInSite } = certification;
  return {
    name,
    gender: gender === 'male' || gender === 'female' ? gender : null,
    birthday,
    foreigner,
    phone,
    carrier: carrier === null ? null : (carriers[carrier] ?? carrier.toLowerCase()),
    connectingInformation: keepIdentityKeys ? uniqueKey : null,
    duplicationInformation: keepIdentityKeys ? uniqueInSite : null,
  };
}

const carriers: Readonly<Record<string, string>> = { LGT: 'lgu', LGT_MVNO: 'lgu_mvno' };
