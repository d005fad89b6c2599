import { wordOf } from './condition.ts';
import type { RoutingInputs } from './rules.ts';

/** What a channel costs: the first line that fits a payment counts. */
export interface FeeLine {
  /** `card`, `easy_pay/kakaopay`; left out = every method of the channel. */
  readonly method?: string;
  /** Left out = every currency. */
  readonly currency?: string;
  /** Of the amount. */
  readonly percent: number;
  /** Added to it. Minor units, as are the limits of the sum. */
  readonly fixed: number;
  readonly min?: number;
  readonly max?: number;
}

/** What a payment costs by a fee table, in minor units, rounded half up; null when no line fits. */
export function feeOf(
  fees: readonly FeeLine[] | undefined,
  inputs: Pick<RoutingInputs, 'method' | 'wallet' | 'currency' | 'amountMinor'>,
): number | null {
  const line = fees?.find(
    ({ method, currency }) =>
      (method === undefined || method === inputs.method || method === wordOf(inputs)) &&
      (currency === undefined || currency === inputs.currency),
  );
  if (line === undefined) return null;
  const { percent, fixed, min = 0, max = Number.MAX_SAFE_INTEGER } = line;
  const share = Math.floor((inputs.amountMinor * Math.round(percent * 10_000)) / 1_000_000 + 0.5);
  return Math.min(Math.max(share + fixed, min), max);
}
