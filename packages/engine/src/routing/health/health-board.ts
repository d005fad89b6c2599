import { type Breaker, type CallEnd, callBegun, callEnded, closedBreaker, isOpen } from './circuit-breaker.ts';
import { atTime, type DecayedRate, noRate, rateOf, withResult } from './decayed-rate.ts';

/** A channel in one mode: test traffic says nothing about live traffic. */
export interface ChannelInMode {
  readonly channelId: string;
  readonly livemode: boolean;
}

export interface ChannelHealth {
  readonly status: 'healthy' | 'unhealthy';
  readonly failuresInARow: number;
  /** Calls without an answer since the process started. */
  readonly timeouts: number;
  readonly unhealthySince: Date | null;
  /** While unhealthy: when the next call may try it. */
  readonly probeAt: Date | null;
  /** Of payments that ended lately, from 0 to 1, and how many they are; older ones count less. */
  readonly successRate: number;
  readonly sample: number;
}

/** What this process has seen of its channels. Lost with the process: a channel then counts as healthy until its calls fail again. */
export interface HealthBoard {
  callBegun(channel: ChannelInMode, now: Date): void;
  /** @returns what became of the channel by this call, or null when nothing did */
  callEnded(channel: ChannelInMode, end: CallEnd, begunAt: Date, now: Date): 'unhealthy' | 'recovered' | null;
  paymentEnded(channel: ChannelInMode, succeeded: boolean, now: Date): void;
  /** Why the channel is better not tried now, in words; null = healthy, or due to be tried. */
  unhealthy(channel: ChannelInMode, now: Date): string | null;
  health(channel: ChannelInMode, now: Date): ChannelHealth;
}

export function createHealthBoard(): HealthBoard {
  const breakers = new Map<string, Breaker>();
  const rates = new Map<string, DecayedRate>();
  const breakerOf = (channel: ChannelInMode) => breakers.get(keyOf(channel)) ?? closedBreaker;
  const rateAt = (channel: ChannelInMode, now: Date) => atTime(rates.get(keyOf(channel)) ?? noRate(now), now);

  return {
    callBegun(channel, now) {
      const breaker = breakerOf(channel);
      if (breaker.openedAt !== null) breakers.set(keyOf(channel), callBegun(breaker, now));
    },
    callEnded(channel, end, begunAt, now) {
      const before = breakerOf(channel);
      const after = callEnded(before, end, begunAt, now);
      breakers.set(keyOf(channel), after);
      if ((before.openedAt === null) === (after.openedAt === null)) return null;
      return after.openedAt === null ? 'recovered' : 'unhealthy';
    },
    paymentEnded(channel, succeeded, now) {
      rates.set(keyOf(channel), withResult(rateAt(channel, now), succeeded, now));
    },
    unhealthy(channel, now) {
      const breaker = breakerOf(channel);
      if (!isOpen(breaker, now)) return null;
      return `${breaker.failuresInARow} calls in a row failed; tried again from ${breaker.probeAt?.toISOString()}`;
    },
    health(channel, now) {
      const { failuresInARow, timeouts, openedAt, probeAt } = breakerOf(channel);
      const rate = rateAt(channel, now);
      return {
        status: openedAt === null ? 'healthy' : 'unhealthy',
        failuresInARow,
        timeouts,
        unhealthySince: openedAt,
        probeAt,
        successRate: rateOf(rate),
        sample: rate.total,
      };
    },
  };
}

function keyOf({ channelId, livemode }: ChannelInMode): string {
  return `${livemode ? 'live' : 'test'}:${channelId}`;
}
