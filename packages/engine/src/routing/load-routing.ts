import type { MerchantSetup } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChannelClosure, Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import type { ChannelConditions } from './route.ts';
import { type RuleSet, toRuleSet } from './rule-set.ts';
import type { RoutingRules } from './rules.ts';

/** Key of the one document that says which rule set a book follows and which channels are closed. */
export const routingStateKey = 'current';

/** What a decision goes by, as it is now. */
export interface LoadedRouting {
  readonly rules: RuleSet;
  readonly conditions: ChannelConditions;
}

export function routingState({ store }: EngineDependencies, scope: Scope): Promise<Document<'routing_state'> | null> {
  return store.documentByKey('routing_state', scope, routingStateKey);
}

export async function loadRouting(
  dependencies: EngineDependencies,
  scope: Scope,
  setup: MerchantSetup,
  now: Date,
): Promise<LoadedRouting> {
  const state = (await routingState(dependencies, scope))?.value ?? null;
  const version = state?.activeVersion ?? 0;
  const given = version === 0 ? setup.routing : await givenRules(dependencies, scope, version);
  return {
    rules: ruleSetOf(dependencies, version, given),
    conditions: conditionsOf(dependencies, scope, version, state?.closures ?? [], now),
  };
}

/** @throws Error when the version is gone: the state names only versions that exist */
export async function givenRules(
  { store, routing }: EngineDependencies,
  scope: Scope,
  version: number,
): Promise<RoutingRules> {
  const key = `${scope.merchantId}:${scope.livemode}:${version}`;
  const known = routing.givenRules.get(key);
  if (known !== undefined) return known;
  const document = await store.documentByKey('routing_version', scope, String(version));
  if (document === null) throw new Error(`routing version ${version} of ${scope.merchantId} is gone`);
  routing.givenRules.set(key, document.value.rules);
  return document.value.rules;
}

export function ruleSetOf({ routing }: EngineDependencies, version: number, rules: RoutingRules): RuleSet {
  const known = routing.ruleSets.get(rules);
  if (known !== undefined) return known;
  const made = toRuleSet(version, rules);
  routing.ruleSets.set(rules, made);
  return made;
}

function conditionsOf(
  { routing: { health, leaders } }: EngineDependencies,
  scope: Scope,
  version: number,
  closures: readonly ChannelClosure[],
  now: Date,
): ChannelConditions {
  const { livemode } = scope;
  return {
    unhealthy: (channelId) => health.unhealthy({ channelId, livemode }, now),
    closed: (channelId) => closureAt(closures, channelId, now),
    successOf(channelId) {
      const { successRate, sample } = health.health({ channelId, livemode }, now);
      return { rate: successRate, sample };
    },
    leaderOf: (rule) => leaders.get(leaderKey(scope, version, rule)),
  };
}

export function leaderKey({ merchantId, livemode }: Scope, version: number, rule: string): string {
  return `${merchantId}:${livemode}:${version}:${rule}`;
}

function closureAt(closures: readonly ChannelClosure[], channelId: string, now: Date): string | null {
  const closure = closures.find((each) => each.channelId === channelId && isClosed(each, now));
  if (closure === undefined) return null;
  const until = closure.until === null ? '' : ` until ${closure.until.toISOString()}`;
  return `${channelId} is disabled${until}${closure.reason === null ? '' : `: ${closure.reason}`}`;
}

export function isClosed({ from, until }: ChannelClosure, now: Date): boolean {
  return from <= now && (until === null || now < until);
}
