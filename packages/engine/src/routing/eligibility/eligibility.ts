import type { IneligibilityReason } from '@hangil/core';
import type { Channel } from '../../directory.ts';
import type { ChannelConditions } from '../route.ts';
import type { RoutingInputs } from '../rules.ts';
import type { WallTime } from '../weekly-window.ts';
import { availabilityReasons } from './availability.ts';
import { billingKeyReasons } from './billing-key.ts';
import { closureReasons } from './closure.ts';
import { contractReasons } from './contract.ts';
import { currencyReasons } from './currency.ts';
import { gatewayReasons } from './gateway.ts';
import { healthReasons } from './health.ts';
import { hoursReasons } from './hours.ts';
import { limitReasons } from './limits.ts';
import { maintenanceReasons } from './maintenance.ts';
import { methodReasons } from './method.ts';

/** What is asked of every channel. */
export interface EligibilityQuestion {
  readonly inputs: RoutingInputs;
  readonly now: Date;
  /** Channels that the means of payment works through; left out = any. */
  readonly boundTo?: readonly string[];
  /** What the wall of a zone shows now. */
  readonly wallTime: (zone: string) => WallTime;
  readonly conditions: ChannelConditions;
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
  hoursReasons,
  contractReasons,
  maintenanceReasons,
  closureReasons,
  healthReasons,
];

const none: readonly IneligibilityReason[] = [];

/** Why a channel cannot serve a request; empty = it can. */
export function ineligibility(channel: Channel, question: EligibilityQuestion): readonly IneligibilityReason[] {
  let found: readonly IneligibilityReason[] = none;
  for (const check of checks) {
    const reasons = check(channel, question);
    if (reasons.length > 0) found = [...found, ...reasons];
  }
  return found;
}
