import type { FakeProvider } from '@hangil/adapter-testkit';

export interface PaymentAtFake {
  readonly provider: string;
  readonly reference: string;
}

/** In which order payments reached the providers, across all of them: a fake knows only its own. */
export interface Arrivals {
  /** Takes down what arrived since the last time. */
  note(): void;
  /**
   * What arrived and has not ended, the newest first. A payment that was only announced (its window never opened) is not in
   * its provider's books yet, so what is not booked counts too.
   */
  unfinished(): PaymentAtFake[];
}

export function createArrivals(fakes: Readonly<Record<string, FakeProvider>>): Arrivals {
  const arrived: PaymentAtFake[] = [];
  const heardCalls = new Map<string, number>();

  function note(): void {
    for (const [provider, fake] of Object.entries(fakes)) {
      const calls = fake.calls();
      for (const { operation, reference } of calls.slice(heardCalls.get(provider) ?? 0)) {
        const moves = fake.operations[operation];
        if (reference !== null && (moves === 'open' || moves === 'charge')) arrived.push({ provider, reference });
      }
      heardCalls.set(provider, calls.length);
    }
  }

  return {
    note,
    unfinished() {
      note();
      const passed = new Set<string>();
      const heard = new Set(arrived.map(({ provider, reference }) => `${provider} ${reference}`));
      for (const [provider, fake] of Object.entries(fakes)) {
        for (const { reference, status } of fake.books().payments) {
          const key = `${provider} ${reference}`;
          if (status !== 'waiting') passed.add(key);
          // Nobody announced it: a browser opened its window.
          else if (!heard.has(key)) arrived.push({ provider, reference });
        }
      }
      return arrived.toReversed().filter(({ provider, reference }) => {
        const key = `${provider} ${reference}`;
        return !passed.has(key) && passed.add(key);
      });
    },
  };
}
