import { type Clock, isOpenAt } from '@hangil/core';
import { ecommpayManifest } from '../ecommpay-manifest.ts';

export interface OpeningDoor {
  keepHours(keep: boolean): void;
  /** Does it now, or at the first look after the next opening. */
  whenOpen(act: () => void): void;
  /** Does what has waited, if the provider is open now. */
  look(): void;
}

/** The provider behind the platform: outside its hours it processes nothing and nothing is told. */
export function createOpeningDoor(clock: Clock): OpeningDoor {
  const waiting: (() => void)[] = [];
  let keeps = false;

  const isOpen = () => {
    const { openingHours } = ecommpayManifest;
    return !keeps || openingHours === undefined || isOpenAt(openingHours, clock.now());
  };

  function look(): void {
    if (isOpen()) for (const act of waiting.splice(0)) act();
  }

  return {
    keepHours(keep) {
      keeps = keep;
      look();
    },
    whenOpen(act) {
      look();
      if (isOpen()) act();
      else waiting.push(act);
    },
    look,
  };
}
