import { minuteMs } from '@hangil/core';
import type { Merchant } from '../house.ts';
import type { World } from '../world.ts';
import { buy } from './buy.ts';
import type { Client } from './client.ts';
import { payOut } from './pay-out.ts';

/** What one merchant's server does about one order or one payout, from beginning to end. */
export interface Script {
  readonly number: number;
  readonly startsAfterMs: number;
  play(): Promise<void>;
}

export function writeScripts(
  world: World,
  merchants: readonly Merchant[],
  clientOf: (name: string) => Client,
): Script[] {
  const random = world.random('scripts');
  return Array.from({ length: random.between(4, 10) }, (_, number) => {
    const own = world.random('script', number);
    const name = `s${number}`;
    const stage = { world, merchant: own.pick(merchants), client: clientOf(name), random: own, name };
    const play = own.pick([buy, buy, buy, buy, payOut, payOut]);
    return { number, startsAfterMs: own.between(0, 20 * minuteMs), play: () => play(stage) };
  });
}
