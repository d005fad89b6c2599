import { type ChannelId, PaymentGatewayError } from '@hangil/core';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChannelClosure } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import { changeStateOnce } from './change-state.ts';
import { isClosed, routingState } from './load-routing.ts';
import { setupOf } from './manage-rules.ts';
import type { ChannelState, Routing } from './routing.ts';

export function makeManageChannels(
  dependencies: EngineDependencies,
): Pick<Routing, 'channels' | 'channel' | 'closeChannel' | 'openChannel'> {
  const closuresOf = async (scope: Scope) => (await routingState(dependencies, scope))?.value.closures ?? [];

  function shown(scope: Scope, channel: Channel, closures: readonly ChannelClosure[]): ChannelState {
    const now = dependencies.clock.now();
    const closure = closures.find((each) => each.channelId === channel.id && !isOver(each, now)) ?? null;
    const health = dependencies.routing.health.health({ channelId: channel.id, livemode: scope.livemode }, now);
    return { channel, health, closure, isClosed: closure !== null && isClosed(closure, now) };
  }

  function channelOf(scope: Scope, id: ChannelId): Channel {
    const channel = setupOf(dependencies, scope).channels.find((each) => each.id === id);
    if (channel === undefined) throw new PaymentGatewayError('not_found');
    return channel;
  }

  return {
    async channels(scope) {
      const closures = await closuresOf(scope);
      return setupOf(dependencies, scope).channels.map((channel) => shown(scope, channel, closures));
    },

    channel: async (scope, id) => shown(scope, channelOf(scope, id), await closuresOf(scope)),

    closeChannel: (scope, id, { from, until, reason }, idempotent) =>
      changeStateOnce(dependencies, scope, idempotent, async (state, { now }) => {
        const channel = channelOf(scope, id);
        const closure = { channelId: id, from: from ?? now, until, reason };
        const closures = [...othersInForce(state.closures, id, now), closure];
        return { state: { ...state, closures }, value: async (next) => shown(scope, channel, next.closures) };
      }),

    openChannel: (scope, id, idempotent) =>
      changeStateOnce(dependencies, scope, idempotent, async (state, { now }) => {
        const channel = channelOf(scope, id);
        const closures = othersInForce(state.closures, id, now);
        return { state: { ...state, closures }, value: async (next) => shown(scope, channel, next.closures) };
      }),
  };
}

/** Closures that are over are forgotten with the next change. */
function othersInForce(closures: readonly ChannelClosure[], id: ChannelId, now: Date): ChannelClosure[] {
  return closures.filter((each) => each.channelId !== id && !isOver(each, now));
}

function isOver({ until }: ChannelClosure, now: Date): boolean {
  return until !== null && until <= now;
}
