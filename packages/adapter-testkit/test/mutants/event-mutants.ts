import type { PaymentProvider, ProviderEventReading } from '@hangil/core';
import { chargingBank, chargingBankSubject } from '../sample-bank/charging-bank.ts';
import { readEvent } from '../sample-bank/events.ts';
import { sign } from '../sample-bank/wire.ts';
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
  mutant('compares signatures letter by letter', 'events', (_, { credentials }) => ({
    events: {
      read({ headers, body }) {
        const expected = sign(body, String(credentials.event_secret));
        if (!isJson(body)) return { kind: 'rejected', reason: 'unreadable' };
        return headers['x-signature'] === expected ? readEvent(body) : { kind: 'rejected', reason: 'bad_signature' };
      },
    },
  })),
  mutant('trusts an event that carries no signature', 'events', ({ events }) => ({
    events: {
      read: (event) => (event.headers['x-signature'] === undefined ? readEvent(event.body) : events.read(event)),
    },
  })),
  mutant('reads an event by the one that came before', 'events', ({ events }) => {
    let before: ProviderEventReading | undefined;
    return {
      events: {
        read(event) {
          const reading = events.read(event);
          const told = before?.kind === 'accepted' && reading.kind === 'accepted' ? before : reading;
          before = reading;
          return told;
        },
      },
    };
  }),
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

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(body).toString());
    return true;
  } catch {
    return false;
  }
}
