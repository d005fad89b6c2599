import { createHmac } from 'node:crypto';
import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { type Charge, createBooks } from './books.ts';
import { bankRoutes } from './routes.ts';

/** What the fake knows its only customer by. */
export const fakeCredentials = { api_key: 'minimal-api-key', event_key: 'minimal-event-key' };

/** Minimal Bank's stand-in: books of its own, a signature of its own, and every way to misbehave. */
export function createFakeMinimalBank({ clock, noticeUrl = () => null }: FakeOptions): FakeProvider {
  const books = createBooks(clock);
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  let decision: 'approve' | 'decline' | 'wait' = 'approve';

  async function announce(charge: Charge): Promise<void> {
    const url = noticeUrl();
    if (url === null) return;
    const body = JSON.stringify({ event_id: `${charge.id}-${charge.state}`, charge: books.shown(charge) });
    const signature = createHmac('sha256', fakeCredentials.event_key).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-minimal-signature': signature };
    await notices.post({ url, headers, body, reference: charge.reference });
  }

  return {
    providerId: 'minimal-bank',
    app: bankRoutes({ apiKey: fakeCredentials.api_key, books, faults, calls, decision: () => decision, announce }),
    faults,
    notices,
    operations: { charge: 'charge', refund: 'refund', read: 'inquiry' },
    books: books.report,
    calls: () => calls,
    async shopper(reference, outcome) {
      const charge = books.find(reference);
      if (charge?.state !== 'processing') throw new Error(`no charge ${reference} is being processed`);
      if (outcome === 'leave') return;
      books.decide(charge, outcome);
      await announce(charge);
    },
    deposit: () => Promise.reject(new Error('Minimal Bank has no virtual accounts')),
    payout: () => Promise.reject(new Error('Minimal Bank has no payouts')),
    decideNext(outcome) {
      decision = outcome;
    },
    distort: books.distort,
    forgeNotice(reference) {
      const charge = books.find(reference);
      const paid = charge && { ...books.shown(charge), state: 'paid', decided_at: clock.now().toISOString() };
      const body = JSON.stringify({ event_id: 'forged', charge: paid });
      return { headers: { 'content-type': 'application/json', 'x-minimal-signature': 'f'.repeat(64) }, body };
    },
  };
}
