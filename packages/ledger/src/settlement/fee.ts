import type { FeePlan, Rounding, SettlementTerms } from './terms.ts';

export interface Fee {
  readonly feeMinor: number;
  readonly vatMinor: number;
}

const million = 1_000_000n;

/** What a provider will charge for an amount by a method; nothing when no plan fits. An expectation: what is booked is what it states. */
export function expectedFee(terms: Pick<SettlementTerms, 'feePlans'>, method: string, amountMinor: number): Fee {
  const plan = planFor(terms, method);
  if (plan === undefined) return { feeMinor: 0, vatMinor: 0 };
  const feeMinor = shareOf(amountMinor, plan.rateMillionths, plan.rounding) + plan.fixedMinor;
  return { feeMinor, vatMinor: shareOf(feeMinor, plan.vatMillionths, plan.rounding) };
}

/** What a refund brings back of it. The fixed part stays with the provider. */
export function expectedFeeOfRefund(
  terms: Pick<SettlementTerms, 'feePlans'>,
  method: string,
  amountMinor: number,
): Fee {
  const plan = planFor(terms, method);
  if (plan === undefined || !plan.returnedOnRefund) return { feeMinor: 0, vatMinor: 0 };
  const feeMinor = shareOf(amountMinor, plan.rateMillionths, plan.rounding);
  return { feeMinor, vatMinor: shareOf(feeMinor, plan.vatMillionths, plan.rounding) };
}

function planFor({ feePlans }: Pick<SettlementTerms, 'feePlans'>, method: string): FeePlan | undefined {
  return feePlans.find((plan) => plan.method === null || plan.method === method);
}

/** Exact: the product may leave the safe integers. */
function shareOf(amountMinor: number, millionths: number, rounding: Rounding): number {
  const product = BigInt(amountMinor) * BigInt(millionths);
  const extra = { down: 0n, half_up: million / 2n, up: million - 1n }[rounding];
  return Number((product + extra) / million);
}
