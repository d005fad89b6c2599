import type { PayoutFileRow } from '@hangil/engine';
import { invalidRequest } from '../invalid-request.ts';
import { createPayoutSchema } from '../payouts/schemas.ts';
import { toCreatePayoutInput } from '../payouts/to-create-payout.ts';

interface ParameterErrors {
  readonly errors?: readonly { readonly param: string; readonly message: string }[];
}

/**
 * One row by the rules of `POST /v1/payouts`.
 * @param fieldOf - how the file calls a parameter
 */
export function readRow(
  row: number,
  body: unknown,
  createdBy: string,
  fieldOf: (param: string) => string,
): PayoutFileRow {
  const { data, error } = createPayoutSchema.safeParse(body);
  if (data !== undefined) return { row, input: toCreatePayoutInput(data, createdBy) };
  const { errors = [] } = (invalidRequest(error?.issues ?? []).context.extra ?? {}) as ParameterErrors;
  const problems = errors.map(({ param, message }) => ({
    field: fieldOf(param),
    code: 'invalid_request' as const,
    message,
  }));
  return { row, problems };
}
