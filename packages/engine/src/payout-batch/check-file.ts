import { PaymentGatewayError, type PaymentId } from '@hangil/core';
import { createFingerprints, type Fingerprints } from '@hangil/ledger';
import { decisionContext } from '../decision/decision-context.ts';
import type { CreatePayoutInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { newPayout, paymentToRefund } from '../payout/create-payout.ts';
import type { Scope } from '../store/records.ts';
import { type PayoutFile, type PayoutFileCheck, type RowProblem, rowErrorsMax } from './payout-batches.ts';

interface FileSoFar {
  /** A file of a million rows must not stay in memory. */
  readonly references: Fingerprints;
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
  const soFar: FileSoFar = { references: createFingerprints(), refunds: new Map() };
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
  if (!soFar.references.add(input.merchantReference))
    return problem('reference', 'payout_reference_conflict', 'stands in another row of the file');
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
