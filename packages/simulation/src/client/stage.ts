import type { Customer } from '@hangil/core';
import type { Merchant } from '../house.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import type { Client, Outcome } from './client.ts';

/** What the scripts of one merchant's server have at hand. */
export interface Stage {
  readonly world: World;
  readonly merchant: Merchant;
  readonly client: Client;
  readonly random: Random;
  /** Makes keys and order ids unlike those of other scripts. */
  readonly name: string;
}

export const customer: Customer = {
  id: '21',
  name: '도건',
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: null,
  ipAddress: '198.51.100.7',
  language: 'ko',
};

/** The same request several times at one moment. */
export function atOnce(copies: number, ask: (copy: number) => Promise<Outcome>): Promise<Outcome[]> {
  return Promise.all(Array.from({ length: copies }, (_, copy) => ask(copy)));
}

/** The object that a request led to, or null when it was refused. */
export function idOf(outcomes: readonly Outcome[]): string | null {
  const shown = outcomes.find((outcome) => outcome.kind === 'shown');
  return shown?.kind === 'shown' ? shown.shown.id : null;
}

export function pause({ random, world }: Stage, maxMs: number): Promise<void> {
  return world.scheduler.sleep(random.between(0, maxMs));
}
