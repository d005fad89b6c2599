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
];

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
