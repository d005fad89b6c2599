import type { RoutingRule } from '../rules.ts';

/** Every channel that a rule names, with its place in the rule. */
export function channelPlaces({ use, split, least_cost, success_rate }: RoutingRule): readonly {
  readonly channelId: string;
  readonly path: readonly (string | number)[];
}[] {
  return [
    ...(use ?? []).map((channelId, index) => ({ channelId, path: ['use', index] })),
    ...(split ?? []).map(({ channel }, index) => ({ channelId: channel, path: ['split', index, 'channel'] })),
    ...(least_cost ?? []).map((channelId, index) => ({ channelId, path: ['least_cost', index] })),
    ...(success_rate?.channels ?? []).map((channelId, index) => ({
      channelId,
      path: ['success_rate', 'channels', index],
    })),
  ];
}
