import type { IneligibilityReason } from '@hangil/core';
import type { Channel } from '../../directory.ts';
import type { RoutingInputs } from '../rules.ts';
import { availabilityReasons } from './availability.ts';
import { billingKeyReasons } from './billing-key.ts';
import { currencyReasons } from './currency.ts';
import { gatewayReasons } from './gateway.ts';
import { limitReasons } from './limits.ts';
import { methodReasons } from './method.ts';

/** What is asked of every channel. */
export interface EligibilityQuestion {
  readonly inputs: RoutingInputs;
  readonly now: Date;
  /** Channels that the means of payment works through; left out = any. */
  readonly boundTo?: readonly string[];
}

/** One ground on which a channel is left out, with its words; empty = none. Pure: what it looks at stands in its arguments. */
export type EligibilityCheck = (channel: Channel, question: EligibilityQuestion) => readonly IneligibilityReason[];

/** Every ground, in the order in which reasons are told. A new ground is a file beside this one and a line here. */
const checks: readonly EligibilityCheck[] = [
  availabilityReasons,
  methodReasons,
  currencyReasons,
  limitReasons,
  gatewayReasons,
  billingKeyReasons,
];

/** Why a channel cannot serve a request; empty = it can. */
export function ineligibility(channel: Channel, question: EligibilityQuestion): readonly IneligibilityReason[] {
  return checks.flatMap((check) => check(channel, question));
}
