import { PaymentGatewayError, type PaymentId } from '@hangil/core';
import { decisionContext } from '../decision/decision-context.ts';
import type { CreatePayoutInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { newPayout, paymentToRefund } from '../payout/create-payout.ts';
import type { Scope } from '../store/records.ts';
import { type PayoutFile, type PayoutFileCheck, type RowProblem, rowErrorsMax } from './payout-batches.ts';

interface FileSoFar {
  /** References are remembered as numbers of 53 bits: a file of a million rows must not stay in memory. */
  readonly references: Set<number>;
  /** What the rows so far give back of each payment. */
  readonly refunds: Map<PaymentId, number>;
}

/**
 * Looks at every row as if it were asked for alone, and at what rows have in common.
 * @param interruptedId - batch whose rows are allowed to exist: the same file, loaded in part
 */
export async function checkFile(
  dependencies: EngineDependencies,
  scope: Scope,
  file: PayoutFile,
  interruptedId: string | null = null,
): Promise<PayoutFileCheck> {
  const soFar: FileSoFar = { references: new Set(), refunds: new Map() };
  const errors: PayoutFileCheck['errors'][number][] = [];
  let accepted = 0;
  let rejected = 0;
  for await (const { row, input, problems: unreadable } of file.rows()) {
    const problems = unreadable ?? (await problemsOf(dependencies, scope, file, input, soFar, interruptedId));
    if (problems.length === 0) accepted += 1;
    else rejected += 1;
    for (const problem of problems) if (errors.length < rowErrorsMax) errors.push({ row, ...problem });
  }
  return { accepted, rejected, errors };
}

async function problemsOf(
  dependencies: EngineDependencies,
  scope: Scope,
  file: PayoutFile,
  input: CreatePayoutInput,
  soFar: FileSoFar,
  interruptedId: string | null,
): Promise<readonly RowProblem[]> {
  const problem = (param: string, code: RowProblem['code'], message: string) => [
    { field: file.fieldOf(param), code, message },
  ];
  const reference = hash53(input.merchantReference);
  if (soFar.references.has(reference))
    return problem('reference', 'payout_reference_conflict', 'stands in another row of the file');
  soFar.references.add(reference);
  const filter = { merchantReference: input.merchantReference };
  const [known] = (await dependencies.store.payouts(scope, filter, { limit: 1, cursor: null })).items;
  if (known !== undefined && (interruptedId === null || known.batchId !== interruptedId))
    return problem('reference', 'payout_reference_conflict', 'was used for another payout');
  try {
    await newPayout(dependencies, scope, input, decisionContext(dependencies));
    if (known === undefined) await checkRefund(dependencies, scope, input, soFar);
    return [];
  } catch (error) {
    if (!PaymentGatewayError.isInstance(error)) throw error;
    const { code, context } = error;
    return problem(context.param ?? 'reference', code, context.detail ?? error.message);
  }
}

async function checkRefund(
  dependencies: EngineDependencies,
  scope: Scope,
  input: CreatePayoutInput,
  { refunds }: FileSoFar,
): Promise<void> {
  const { refundsPaymentId, amount } = input;
  if (refundsPaymentId === null) return;
  const amountMinor = (refunds.get(refundsPaymentId) ?? 0) + amount.amountMinor;
  await paymentToRefund(dependencies, scope, { refundsPaymentId, amount: { ...amount, amountMinor } });
  refunds.set(refundsPaymentId, amountMinor);
}

/** cyrb53 by bryc: two 32-bit mixes. Of a million references two are taken for equal once in ten thousand files. */
function hash53(text: string): number {
  let left = 0xdeadbeef;
  let right = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    left = Math.imul(left ^ unit, 2654435761);
    right = Math.imul(right ^ unit, 1597334677);
  }
  left = Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909);
  right = Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(left ^ (left >>> 13), 3266489909);
  return 4294967296 * (2097151 & right) + (left >>> 0);
}
