import { type AccountHolderReading, type AccountHolderRequest, absent, declined, unknown } from '@hangil/core';
import { z } from 'zod';
import { toNotCreated } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
import { toDeclineReason } from '../tables/error-reasons.ts';

const holderSchema = z.object({ bank_holder: z.string().min(1) });

/** Left the provider's description in October 2025; older clients still call it. */
export async function accountHolder(
  { bankCode, accountNumber }: AccountHolderRequest,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<AccountHolderReading> {
  const query = new URLSearchParams({ bank_code: bankCode, bank_num: accountNumber });
  const outcome = await client.call({ method: 'GET', path: `/vbanks/holder?${query}` }, holderSchema, signal);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'found', holderName: outcome.value.bank_holder };
    case 'refused':
      return outcome.httpStatus === 404 ? absent : declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}
