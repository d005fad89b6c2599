import type { PaymentProvider } from '@hangil/core';
import { chargingBank, chargingBankSubject } from '../sample-bank/charging-bank.ts';
import { readEvent } from '../sample-bank/events.ts';
import { type Change, type Mutant, mutant } from './mutant.ts';

export const eventMutants: readonly Mutant[] = [
  mutant('trusts every event', 'events', () => ({ events: { read: ({ body }) => readEvent(body) } })),
  mutant('throws at what it cannot read', 'events', ({ events }) => ({
    events: {
      read(event) {
        JSON.parse(Buffer.from(event.body).toString());
        return events.read(event);
      },
    },
  })),
  mutant(
    'gives every event the same key',
    'events',
    changedKey(() => 'event'),
  ),
  mutant(
    'gives every copy another key',
    'events',
    changedKey((copies) => String(copies)),
  ),
  mutant('tells evidence where it declares hints', 'events', () => ({}), { events: { trust: 'hint' } }),
  charging('trusts every event of a charge', () => ({ read: ({ body }) => readEvent(body) })),
  charging('never accepts the event of a charge', () => ({
    read: () => ({ kind: 'rejected', reason: 'bad_signature' }),
  })),
];

/** A fault in the events of an adapter without shoppers. */
function charging(name: string, toWrong: () => PaymentProvider['events']): Mutant {
  const subject = chargingBankSubject({
    ...chargingBank,
    create: (account) => ({ ...chargingBank.create(account), events: toWrong() }) as PaymentProvider,
  });
  return { name, caughtBy: 'events', subject };
}

function changedKey(eventKey: (reads: number) => string): Change {
  let reads = 0;
  return ({ events }) => ({
    events: {
      read(event) {
        reads += 1;
        const reading = events.read(event);
        return reading.kind === 'accepted' ? { ...reading, eventKey: eventKey(reads) } : reading;
      },
    },
  });
}
