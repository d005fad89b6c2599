import { createHealthBoard, type HealthBoard } from './health/health-board.ts';
import type { RuleSet } from './rule-set.ts';
import type { RoutingRules } from './rules.ts';

/** What one process remembers for routing. Nothing of it decides about money, and all of it may be lost. */
export interface RoutingMemory {
  readonly health: HealthBoard;
  /** Channel that leads a rule of the kind `success_rate`. */
  readonly leaders: Map<string, string>;
  /** Sets by what they were made of; a set never changes. */
  readonly ruleSets: WeakMap<RoutingRules, RuleSet>;
  /** Rules given over the API, by the id of their version. */
  readonly givenRules: Map<string, RoutingRules>;
}

export function createRoutingMemory(): RoutingMemory {
  return { health: createHealthBoard(), leaders: new Map(), ruleSets: new WeakMap(), givenRules: new Map() };
}
