import type { VerifiedPerson } from '@hangil/core';
import type { IdentityVerification } from '@hangil/engine';
import type { z } from 'zod';
import { presentNextAction } from '../payments/present-next-action.ts';
import { presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { verificationSchema, verificationWithPersonSchema } from './schemas.ts';

/** Never with the person: that is added only where one verification is asked for. */
export function presentVerification({
  id,
  livemode,
  createdAt,
  status,
  value,
}: IdentityVerification): z.input<typeof verificationSchema> {
  return {
    object: 'identity_verification',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as z.input<typeof verificationSchema>['status'],
    method: value.method,
    provider: value.provider,
    channel_id: value.channelId,
    provider_verification_id: value.providerVerificationId,
    next_action: value.nextAction === null ? null : presentNextAction(value.nextAction),
    failure: presentFailure(value.failure),
    verified_at: presentInstantOrNull(value.verifiedAt),
  };
}

export function presentPerson(person: VerifiedPerson): z.input<typeof verificationWithPersonSchema>['person'] {
  const { connectingInformation: ci, duplicationInformation: di, ...others } = person;
  return { ...others, ci, di };
}
