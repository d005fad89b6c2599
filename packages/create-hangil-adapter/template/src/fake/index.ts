import { createHmac } from 'node:crypto'; // @only signed
import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { type Charge, createBooks } from './books.ts';
import { chargeRoutes } from './routes.ts';
import { createTransfers } from './transfers.ts'; // @only payouts

/** What the fake knows its only customer by. */
export const fakeCredentials = {
  api_key: 'template-pg-api-key',
  event_key: 'template-pg-event-key', // @only signed
};

/** Template PG's stand-in: books of its own, a signature of its own, and every way to misbehave. */
export function createFakeTemplatePg(options: FakeOptions): FakeProvider {
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
      'x-template-pg-signature': createHmac('sha256', fakeCredentials.event_key).update(body).digest('hex'), // @only signed
    };
    await notices.post({ url, headers, body, reference });
  }

  const { api_key: apiKey } = fakeCredentials;
  const app = chargeRoutes({ apiKey, books, faults, calls, decision: () => decision, announce });
  const transfers = createTransfers({ clock, faults, calls, decision: () => decision }); // @only payouts
  app.route('/', transfers.routes); // @only payouts

  return {
    providerId: 'template-pg',
    app,
    faults,
    notices,
    operations: {
      open: 'open', // @only shopper
      confirm: 'charge', // @only confirm
      charge: 'charge', // @only key_in
      account: 'open', // @only virtual_account
      cancel: 'cancel', // @only virtual_account
      refund: 'refund', // @only refunds
      transfer: 'payout', // @only payouts
      read_transfer: 'inquiry', // @only payouts
      read: 'inquiry',
    },
    books: () => ({ payments: books.report(), payouts: transfers.report() }), // @only payouts, else: books: () => ({ payments: books.report(), payouts: [] }),
    calls: () => calls,
    async shopper(reference, outcome) {
      const charge = books.find(reference);
      const waits = charge?.state === 'open' || charge?.state === 'processing';
      if (!waits) throw new Error(`no charge ${reference} waits for a shopper`);
      if (outcome === 'leave') return;
      // @if confirm
      // The shopper's approval moves nothing yet.
      if (outcome === 'approve' && charge.state === 'open') {
        charge.state = 'approved';
        return announce(charge);
      }
      // @end
      books.decide(charge, outcome);
      await announce(charge);
    },
    // @if virtual_account
    async deposit(reference, amountMinor) {
      const charge = books.find(reference);
      const waits = charge?.state === 'awaiting_deposit' && !books.isOver(charge);
      if (!waits) throw new Error(`no charge ${reference} waits for a deposit`);
      charge.amount = amountMinor ?? charge.amount;
      books.decide(charge, 'approve');
      await announce(charge);
    },
    // @end
    // @add no_virtual_account: deposit: () => Promise.reject(new Error('Template PG has no virtual accounts')),
    // @if payouts
    async payout(reference, outcome) {
      const transfer = transfers.find(reference);
      if (transfer?.state !== 'processing') throw new Error(`no transfer ${reference} is being processed`);
      if (outcome === 'leave') return;
      transfers.decide(transfer, outcome);
      await send(reference, `${transfer.id}-${transfer.state}`, { transfer: transfers.shown(transfer) });
    },
    // @end
    // @add no_payouts: payout: () => Promise.reject(new Error('Template PG has no payouts')),
    decideNext(outcome) {
      decision = outcome;
    },
    distort(reference, distortion) {
      books.distort(reference, distortion);
      transfers.distort(reference, distortion); // @only payouts
    },
    forgeNotice(reference) {
      const charge = books.find(reference);
      const decided_at = clock.now().toISOString();
      const paid = charge && { ...books.shown(charge), id: 'invented', state: 'paid', decided_at };
      return {
        headers: {
          'content-type': 'application/json',
          'x-template-pg-signature': 'f'.repeat(64), // @only signed
        },
        body: JSON.stringify({ event_id: 'forged', charge: paid }),
      };
    },
  };
}
