import { setImmediate } from 'node:timers/promises';
import type { PayoutFileRow } from '@hangil/engine';
import { invalidRequest } from '../invalid-request.ts';
import { createPayoutSchema } from '../payouts/schemas.ts';
import { toCreatePayoutInput } from '../payouts/to-create-payout.ts';

/** After so many rows other requests get a turn. */
const rowsPerTurn = 20;

export function letOthersGoOn(row: number): Promise<void> | undefined {
  return row % rowsPerTurn === 0 ? setImmediate() : undefined;
}

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
