import { type ChannelId, currencyCode, type IdSource, type MerchantId, type ProviderAccountId } from '@hangil/core';
import type { Scope } from '@hangil/engine';

export const testScope: Scope = { merchantId: 'demo' as MerchantId, livemode: false };
export const testCurrency = currencyCode('KRW');
export const testChannel = { provider: 'testbank', channelId: 'kcp-card' as ChannelId };
export const testAccount = 'testbank-main' as ProviderAccountId;

const firstInstant = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** Where builders take everything from that must differ between two objects. */
export interface Sequence {
  next(): number;
  /** Later ids sort behind earlier ones. */
  readonly ids: IdSource;
  /** Each a second later than the one before. */
  instant(): Date;
}

/** Counts 1, 2, 3, ... */
export function countUp(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

export function createSequence(next: () => number): Sequence {
  return {
    next,
    ids: { next: (prefix: string) => `${prefix}_${String(next()).padStart(26, '0')}` } as IdSource,
    instant: () => new Date(firstInstant + next() * 1_000),
  };
}
