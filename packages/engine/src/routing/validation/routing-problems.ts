import type { Channel } from '../../directory.ts';
import { channelsOfRule, type RoutingRule, type RoutingRules } from '../rules.ts';
import { channelPlaces } from './channel-places.ts';
import { type Conjunction, covers, toConjunctions } from './conjunction.ts';
import { methodProblems } from './method-problems.ts';

/** Something wrong at one place of a rule set: `rules`, 1, `split`, 0, `weight`. */
export interface RoutingProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type RoutedChannel = Pick<Channel, 'id' | 'methods'>;

/** Everything that makes a rule set unfit for these channels; empty = it is fit. Takes a set whose shape was checked. */
export function routingProblems(
  { rules, default: fallback }: RoutingRules,
  channels: readonly RoutedChannel[],
): readonly RoutingProblem[] {
  const known = new Set<string>(channels.map(({ id }) => id));
  const unknownChannel = 'no channel of this merchant has this id';
  const earlier: { readonly name: string; readonly conjunctions: readonly Conjunction[] }[] = [];
  const problems = rules.flatMap((rule, index) => {
    const conjunctions = toConjunctions(rule.when);
    const found: RoutingProblem[] = [
      ...channelPlaces(rule)
        .filter(({ channelId }) => !known.has(channelId))
        .map(({ path }) => ({ path, message: unknownChannel })),
      ...ownProblems(rule),
      ...nameProblems(rule, rules.slice(0, index)),
      ...reachProblems(conjunctions, earlier),
      ...methodProblems(rule, conjunctions, channels),
    ];
    if (conjunctions !== null) earlier.push({ name: rule.name, conjunctions });
    return found.map(({ path, message }) => ({ path: ['rules', index, ...path], message }));
  });
  const inDefault = fallback.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: ['default', index], message: unknownChannel }],
  );
  return [...problems, ...inDefault];
}

const weightsMustSum = 100;

function ownProblems(rule: RoutingRule): RoutingProblem[] {
  const channelIds = channelsOfRule(rule);
  const places = channelPlaces(rule);
  const repeated = places.filter(({ channelId }, index) => channelIds.indexOf(channelId) < index);
  const problems: RoutingProblem[] = repeated.map(({ path }) => ({
    path,
    message: 'the rule names this channel twice',
  }));
  const sum = rule.split?.reduce((total, { weight }) => total + weight, 0) ?? weightsMustSum;
  if (Math.abs(sum - weightsMustSum) > 1e-6)
    problems.push({ path: ['split'], message: `weights are per cent and must sum to ${weightsMustSum}, not ${sum}` });
  return problems;
}

/** Names stand in traces, so they must tell rules apart. */
function nameProblems({ name }: RoutingRule, before: readonly RoutingRule[]): RoutingProblem[] {
  if (reservedNames.includes(name)) return [{ path: ['name'], message: 'has a meaning of its own in traces' }];
  return before.some((rule) => rule.name === name) ? [{ path: ['name'], message: 'another rule has this name' }] : [];
}

const reservedNames = ['requested', 'imported', 'default', 'configured_order', 'none'];

/** A rule that never holds, or whose requests an earlier rule always takes first. */
function reachProblems(
  conjunctions: readonly Conjunction[] | null,
  earlier: readonly { readonly name: string; readonly conjunctions: readonly Conjunction[] }[],
): RoutingProblem[] {
  if (conjunctions === null) return [];
  if (conjunctions.length === 0) return [{ path: ['when'], message: 'contradicts itself: the rule can never hold' }];
  const takers = conjunctions.map((inner) =>
    earlier.find((rule) => rule.conjunctions.some((outer) => covers(outer, inner))),
  );
  if (takers.some((taker) => taker === undefined)) return [];
  const names = [...new Set(takers.map((taker) => JSON.stringify(taker?.name)))].join(' and ');
  return [{ path: ['when'], message: `unreachable: ${names} before it holds whenever this rule does` }];
}
