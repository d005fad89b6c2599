import { parseWith } from '@hangil/adapter-kit';
import type { ApprovalQuestion, ProviderReference, RawProviderEvent } from '@hangil/core';
import { approvalSchema } from '../wire/approval.schema.ts';
import { readFields } from './read-fields.ts';

/** Reads the question of the confirm process: the provider asks before the card company is. It is not signed. */
export function readApproval({ body }: RawProviderEvent): ApprovalQuestion | null {
  const fields = readFields(body);
  if (fields === null) return null;
  const question = parseWith(fields, approvalSchema);
  if (!question.ok) return null;
  return { reference: question.value.merchant_uid as ProviderReference, amountMajor: question.value.amount };
}
