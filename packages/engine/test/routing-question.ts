import type { EligibilityQuestion } from '../src/routing/eligibility/eligibility.ts';
import type { ChannelConditions } from '../src/routing/route.ts';
import type { RoutingInputs } from '../src/routing/rules.ts';
import { wallTimes } from '../src/routing/weekly-window.ts';

export const someInputs: RoutingInputs = {
  method: 'card',
  wallet: null,
  currency: 'KRW',
  amountMinor: 10_000,
  taxFreeAmountMinor: 0,
  customerCountry: null,
  metadata: {},
  livemode: false,
};

export const nothingKnown: ChannelConditions = {
  unhealthy: () => null,
  closed: () => null,
  successOf: () => ({ rate: 0, sample: 0 }),
  leaderOf: () => undefined,
};

export function question(
  inputs: Partial<RoutingInputs> = {},
  now = new Date('2026-11-25T00:00:00Z'),
  conditions: Partial<ChannelConditions> = {},
): EligibilityQuestion {
  return {
    inputs: { ...someInputs, ...inputs },
    now,
    wallTime: wallTimes(now),
    conditions: { ...nothingKnown, ...conditions },
  };
}
