import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import {
  confirmVerificationSchema,
  deletedVerificationSchema,
  requestVerificationSchema,
  verificationListQuery,
  verificationSchema,
  verificationWithPersonSchema,
} from './schemas.ts';

const tag = 'Identity verifications';
const params = z.object({ id: z.string() });
const verification = {
  status: 200,
  description: 'The verification, with the person once verified.',
  schema: verificationWithPersonSchema,
} as const;
const notDone = { 502: 'The provider refused or could not be reached.', 504: 'The provider did not answer.' } as const;

export const requestVerification = {
  method: 'post',
  path: '/v1/identity_verifications',
  tag,
  summary: 'Begin to verify who a person is (본인인증)',
  body: requestVerificationSchema,
  answer: { ...verification, status: 201, description: 'The verification, with what the person does next.' },
  problems: { 422: 'No channel offers it, or there is no master key to keep the person with.', ...notDone },
} as const satisfies Operation;

export const listVerifications = {
  method: 'get',
  path: '/v1/identity_verifications',
  tag,
  summary: 'List identity verifications, without the persons',
  query: verificationListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(verificationSchema) },
} as const satisfies Operation;

export const getVerification = {
  method: 'get',
  path: '/v1/identity_verifications/{id}',
  tag,
  summary: 'Get an identity verification',
  params,
  answer: verification,
} as const satisfies Operation;

export const confirmVerification = {
  method: 'post',
  path: '/v1/identity_verifications/{id}/confirm',
  tag,
  summary: 'Settle a verification after the person has acted',
  params,
  body: confirmVerificationSchema,
  answer: verification,
  problems: { 409: 'There is nothing to confirm, or not yet.', 422: 'It is another verification.', ...notDone },
} as const satisfies Operation;

export const deleteVerification = {
  method: 'delete',
  path: '/v1/identity_verifications/{id}',
  tag,
  summary: 'Forget the person, here and at the provider',
  params,
  answer: { status: 200, description: 'It is forgotten.', schema: deletedVerificationSchema },
  problems: notDone,
} as const satisfies Operation;
