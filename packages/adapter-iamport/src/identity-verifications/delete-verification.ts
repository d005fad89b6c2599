import type { Declined, NotCreated, Unknown } from '@hangil/core';
import { z } from 'zod';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';

/** What is answered is the person again; nothing of it is read. */
export async function deleteVerification(
  providerVerificationId: string,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<{ readonly kind: 'deleted' } | Declined | NotCreated | Unknown> {
  const path = `/certifications/${encodeURIComponent(providerVerificationId)}`;
  const outcome = await client.call({ method: 'DELETE', path }, z.unknown(), signal);
  if (outcome.kind === 'done') return { kind: 'deleted' };
  return outcome.kind === 'refused' && outcome.httpStatus === 404 ? { kind: 'deleted' } : serviceFailure(outcome);
}
