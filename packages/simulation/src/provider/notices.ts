import { hourMs, type ProviderAccountId, type RawProviderEvent, secondMs } from '@hangil/core';
import type { World } from '../world.ts';
import type { Charge, Transfer } from './books.ts';
import { returnedMinor } from './books.ts';
import type { Personality } from './personality.ts';
import { chargeReading, transferReading } from './readings.ts';

/** What a notice carries; `reading` only where the provider signs. */
export interface NoticeBody {
  readonly serial: number;
  readonly reference: string;
  readonly transactionId: string;
  readonly about: 'payment' | 'payout';
  readonly reading: unknown;
  readonly signature: string;
  /** The key of the signature is not accepted after this: what was kept before can no longer be read. */
  readonly readableUntilMs: number | null;
}

/** Takes a call of a provider; false = it has to be made again. */
export type Delivery = (account: ProviderAccountId, event: RawProviderEvent) => Promise<boolean>;

/** Tells the gateway what changed: late, twice, out of order, and again until it is acknowledged. */
export interface Notices {
  aboutCharge(charge: Charge): void;
  aboutTransfer(transfer: Transfer): void;
  /** Somebody who is not the provider says that this was paid. */
  forge(reference: string): void;
}

export function createNotices(
  world: World,
  account: ProviderAccountId,
  { manifest }: Personality,
  deliver: Delivery,
): Notices {
  const { scheduler, faults } = world;
  const random = world.random('notices', account);
  let serial = 0;

  function send(body: NoticeBody, delayMs: number): void {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    scheduler.after(delayMs, async () => {
      const event = { headers: {}, body: bytes, receivedAt: scheduler.clock.now() };
      if (!(await deliver(account, event))) send(body, random.between(30 * secondMs, hourMs));
    });
  }

  function announce(body: Omit<NoticeBody, 'serial' | 'signature' | 'readableUntilMs'>): void {
    const delayMs = faults.happens('notice delayed', 0.1)
      ? random.between(hourMs, 40 * hourMs)
      : random.between(20, 20 * secondMs);
    const poisons = faults.happens('notice unreadable later', 0.01);
    const notice = {
      ...body,
      serial: ++serial,
      signature: signatureOf(account, body),
      readableUntilMs: poisons ? scheduler.nowMs + delayMs : null,
    };
    send(notice, delayMs);
    while (faults.happens('notice repeated', 0.15)) send(notice, delayMs + random.between(0, 30 * hourMs));
  }

  return {
    aboutCharge(charge) {
      const now = { status: charge.status, returnedMinor: returnedMinor(charge) };
      const reading = manifest.events.trust === 'evidence' ? chargeReading(charge, now) : null;
      announce({ reference: charge.reference, transactionId: charge.id, about: 'payment', reading });
    },
    aboutTransfer(transfer) {
      const reading = manifest.events.trust === 'evidence' ? transferReading(transfer) : null;
      announce({ reference: transfer.reference, transactionId: transfer.id, about: 'payout', reading });
    },
    forge(reference) {
      const reading = { kind: 'succeeded', reference, providerTransactionId: 'forged' };
      const body = { reference, transactionId: 'forged', about: 'payment', reading } as const;
      send({ ...body, serial: 0, signature: 'forged', readableUntilMs: null }, random.between(20, hourMs));
    },
  };
}

/** Stands for a keyed hash: what only the two sides can make. */
export function signatureOf(
  account: string,
  { reference, reading }: Pick<NoticeBody, 'reference' | 'reading'>,
): string {
  return `${account}:${reference}:${JSON.stringify(reading).length}`;
}
