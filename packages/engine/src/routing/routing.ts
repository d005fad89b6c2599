import type { ChannelId } from '@hangil/core';
import type { Channel } from '../directory.ts';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { ChannelClosure } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import type { Page, PageRequest } from '../store/store.ts';
import type { RoutablePayment, RoutablePayout } from './decide.ts';
import type { ChannelHealth } from './health/health-board.ts';
import type { ReplayReport } from './replay/replay-report.ts';
import type { RoutingDecision } from './route.ts';
import type { RoutingRules } from './rules.ts';

/** A rule set of a book. Number 0 stands in the configuration and changes with it; the others were given over the API and never change. */
export interface RoutingVersion extends Scope {
  /** `config` for the configuration's. */
  readonly id: string;
  readonly number: number;
  readonly source: 'config' | 'api';
  readonly active: boolean;
  readonly rules: RoutingRules;
  /** Null for the configuration's, as is when it was last put in force. */
  readonly createdAt: Date | null;
  readonly activatedAt: Date | null;
}

/** A channel with what is known of it now. */
export interface ChannelState {
  readonly channel: Channel;
  readonly health: ChannelHealth;
  /** The closure that is in force or comes next. */
  readonly closure: ChannelClosure | null;
  readonly isClosed: boolean;
}

export interface CloseChannelInput {
  /** Now when null. */
  readonly from: Date | null;
  /** Until it is opened when null. */
  readonly until: Date | null;
  readonly reason: string | null;
}

/** Rule sets and channels of a book. All throw PaymentGatewayError. */
export interface Routing {
  /** The set in force. */
  current(scope: Scope): Promise<RoutingVersion>;
  /** Newest first; the configuration's comes last. */
  versions(scope: Scope, page: PageRequest): Promise<Page<RoutingVersion>>;
  /** Keeps a set and puts it in force; a set that is in force already makes no new version. @throws routing_rules_invalid */
  put(scope: Scope, rules: RoutingRules): Promise<RoutingVersion>;
  /** @throws not_found; routing_rules_invalid when its channels are no longer there */
  activate(
    scope: Scope,
    number: number,
    idempotent?: IdempotentRequest<RoutingVersion>,
  ): Promise<Answer<RoutingVersion>>;
  /** What would be decided now; changes nothing. @param splitKey - id of the payment, also of one that does not exist */
  evaluatePayment(scope: Scope, input: RoutablePayment, splitKey: string): Promise<RoutingDecision>;
  evaluatePayout(scope: Scope, input: RoutablePayout, splitKey: string): Promise<RoutingDecision>;
  /** What a set would have chosen for payments made from an instant on and before another. @throws routing_rules_invalid */
  replay(scope: Scope, rules: RoutingRules, period: ReplayPeriod): Promise<ReplayReport>;
  channels(scope: Scope): Promise<readonly ChannelState[]>;
  /** @throws not_found */
  channel(scope: Scope, id: ChannelId): Promise<ChannelState>;
  /** Keeps a channel from being used; replaces an earlier closure of it. @throws not_found */
  closeChannel(
    scope: Scope,
    id: ChannelId,
    input: CloseChannelInput,
    idempotent?: IdempotentRequest<ChannelState>,
  ): Promise<Answer<ChannelState>>;
  openChannel(scope: Scope, id: ChannelId, idempotent?: IdempotentRequest<ChannelState>): Promise<Answer<ChannelState>>;
}

export interface ReplayPeriod {
  readonly from: Date | null;
  readonly to: Date | null;
}
