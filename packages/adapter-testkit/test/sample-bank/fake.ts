import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '../../src/index.ts';
import { createBooks, type Entries, type Entry } from './fake-books.ts';
import { bankRoutes, type Decision, operations } from './fake-routes.ts';
import { chargeDue, type PlannedCharges } from './fake-schedules.ts';
import { sign } from './wire.ts';

export const eventSecret = 'event-secret-1234';

export interface FakeSampleBankOptions extends FakeOptions {
  /** The shopper's approval moves nothing until it is confirmed. */
  readonly confirms?: boolean;
}

/** Sample Bank's stand-in: its own books, its own signature, and every way to misbehave. */
export function createFakeSampleBank({
  clock,
  publicUrl,
  noticeUrl = () => null,
  confirms = false,
}: FakeSampleBankOptions): FakeProvider {
  const books = createBooks(clock, publicUrl);
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  const authorizations = new Map<string, string>();
  const schedules: PlannedCharges = new Map();
  let decision: Decision = 'approve';
  let events = 0;

  async function notify(reference: string, content: object): Promise<void> {
    const url = noticeUrl();
    if (url === null) return;
    events += 1;
    const body = JSON.stringify({ event_id: `event-${events}`, ...content });
    const headers = { 'content-type': 'application/json', 'X-Signature': sign(Buffer.from(body), eventSecret) };
    await notices.post({ url, headers, body, reference });
  }

  const announce = (payment: Entry) => notify(payment.reference, { payment: books.paymentAnswer(payment) });

  async function finish(entries: Entries, reference: string, outcome: 'approve' | 'decline' | 'leave'): Promise<void> {
    const entry = books.decide(entries, reference, outcome);
    if (entries === books.payments) await announce(entry);
    else await notify(reference, { transfer: books.transferAnswer(entry) });
  }

  return {
    providerId: 'sample-bank',
    app: bankRoutes({
      books,
      faults,
      calls,
      clock,
      publicUrl,
      authorizations,
      schedules,
      decision: () => decision,
      show: books.paymentAnswer,
      announce,
    }),
    faults,
    notices,
    operations,
    books: books.report,
    calls: () => calls,
    async shopper(reference, outcome) {
      if (confirms && outcome === 'approve') books.change(books.payments, reference, { isApproved: true });
      else await finish(books.payments, reference, outcome);
    },
    async finishKeyWindow(action, outcome) {
      const [, reference = ''] = /\/keep\/(\w+)$/.exec(action.type === 'redirect' ? action.url : '') ?? [];
      if (reference === '') throw new Error('no window was opened');
      const authorization = `authorization-${authorizations.size + 1}-${reference}`;
      if (outcome === 'approve') authorizations.set(authorization, reference);
      return outcome === 'approve' ? authorization : null;
    },
    passTime: () => chargeDue(schedules, books, { clock, announce, decision: () => decision }),
    async returnPayout(reference) {
      const transfer = books.change(books.transfers, reference, { status: 'returned' });
      await notify(reference, { transfer: books.transferAnswer(transfer) });
    },
    async deposit(reference, amountMinor) {
      if (amountMinor !== undefined) books.change(books.payments, reference, { amountMinor });
      await finish(books.payments, reference, 'approve');
    },
    payout: (reference, outcome) => finish(books.transfers, reference, outcome),
    decideNext(outcome) {
      decision = outcome;
    },
    distort: books.distort,
    forgeNotice(reference) {
      const entry = books.payments.get(reference);
      const paid = entry && { ...books.paymentAnswer(entry), state: 'paid', paid_at: clock.now().toISOString() };
      const body = JSON.stringify({ event_id: 'event-forged', payment: paid });
      return { headers: { 'content-type': 'application/json', 'X-Signature': 'f'.repeat(64) }, body };
    },
  };
}
