import type { Channel } from '../../directory.ts';
import type { RoutingRule } from '../rules.ts';
import { channelPlaces } from './channel-places.ts';
import { type Conjunction, partsOfMethod } from './conjunction.ts';
import type { RoutingProblem } from './routing-problems.ts';

/** Channels whose contract names none of the methods that the rule is about. A rule that names no methods may name any channel. */
export function methodProblems(
  rule: RoutingRule,
  conjunctions: readonly Conjunction[] | null,
  channels: readonly Pick<Channel, 'id' | 'methods'>[],
): RoutingProblem[] {
  if (conjunctions === null || conjunctions.length === 0) return [];
  return channelPlaces(rule).flatMap(({ channelId, path }) => {
    const channel = channels.find(({ id }) => id === channelId);
    if (channel === undefined || conjunctions.some((conjunction) => canServe(channel.methods, conjunction))) return [];
    return [{ path, message: `the channel offers ${channel.methods.join(', ')}, nothing that the rule is about` }];
  });
}

function canServe(methods: readonly string[], { fields }: Conjunction): boolean {
  return methods.some((word) => {
    const { type, wallet } = partsOfMethod(word);
    return allows(fields.get('method'), type) && (wallet === null || allows(fields.get('wallet'), wallet));
  });
}

function allows(set: ReturnType<Conjunction['fields']['get']>, value: string): boolean {
  return set?.kind !== 'text' || set.values.has(value) !== set.complement;
}
