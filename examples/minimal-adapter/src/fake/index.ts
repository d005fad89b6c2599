import { createHmac } from 'node:crypto';
import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { type Charge, createBooks } from './books.ts';
import { chargeRoutes } from './routes.ts';

/** What the fake knows its only customer by. */
export const fakeCredentials = {
  api_key: 'minimal-bank-api-key',
  event_key: 'minimal-bank-event-key',
};

/** Minimal Bank's stand-in: books of its own, a signature of its own, and every way to misbehave. */
export function createFakeMinimalBank(options: FakeOptions): FakeProvider {
  const { clock, noticeUrl = () => null } = options;
  const books = createBooks(options);
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  let decision: 'approve' | 'decline' | 'wait' = 'approve';

  const announce = (charge: Charge) =>
    send(charge.reference, `${charge.id}-${charge.state}`, { charge: books.shown(charge) });

  async function send(reference: string, eventId: string, content: object): Promise<void> {
    const url = noticeUrl();
    if (url === null) return;
    const body = JSON.stringify({ event_id: eventId, ...content });
    const headers = {
      'content-type': 'application/json',
      'x-minimal-bank-signature': createHmac('sha256', fakeCredentials.event_key).update(body).digest('hex'),
    };
    await notices.post({ url, headers, body, reference });
  }

  const { api_key: apiKey } = fakeCredentials;
  const app = chargeRoutes({ apiKey, books, faults, calls, decision: () => decision, announce });

  return {
    providerId: 'minimal-bank',
    app,
    faults,
    notices,
    operations: {
      charge: 'charge',
      refund: 'refund',
      read: 'inquiry',
    },
    books: () => ({ payments: books.report(), payouts: [] }),
    calls: () => calls,
    async shopper(reference, outcome) {
      const charge = books.find(reference);
      const waits = charge?.state === 'open' || charge?.state === 'processing';
      if (!waits) throw new Error(`no charge ${reference} waits for a shopper`);
      if (outcome === 'leave') return;
      books.decide(charge, outcome);
      await announce(charge);
    },
    deposit: () => Promise.reject(new Error('Minimal Bank has no virtual accounts')),
    payout: () => Promise.reject(new Error('Minimal Bank has no payouts')),
    decideNext(outcome) {
      decision = outcome;
    },
    distort(reference, distortion) {
      books.distort(reference, distortion);
    },
    forgeNotice(reference) {
      const charge = books.find(reference);
      const decided_at = clock.now().toISOString();
      const paid = charge && { ...books.shown(charge), id: 'invented', state: 'paid', decided_at };
      return {
        headers: {
          'content-type': 'application/json',
          'x-minimal-bank-signature': 'f'.repeat(64),
        },
        body: JSON.stringify({ event_id: 'forged', charge: paid }),
      };
    },
  };
}
