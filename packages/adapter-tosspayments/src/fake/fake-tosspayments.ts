import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { Hono } from 'hono';
import { createApi, operations, refusal } from './api.ts';
import { createBooks } from './books.ts';
import { mountCancel } from './cancel-routes.ts';
import { createKeyBook } from './key-book.ts';
import { mountKeys } from './key-routes.ts';
import { mountKeyWindow } from './key-window.ts';
import { mountPayments } from './payment-routes.ts';
import { mountReceipts } from './receipt-routes.ts';
import { makeNotify } from './webhooks.ts';
import { finishWindow, openWindow } from './window.ts';
import { mountWindow } from './window-routes.ts';

export interface FakeTosspaymentsOptions extends FakeOptions {
  /** `test_sk_fake` by default. */
  readonly secretKey?: string;
}

/**
 * A stand-in for api.tosspayments.com and its payment window, written from what is known of them in 2026. Its books are kept in
 * memory; time is the given clock's. A window payment begins when the browser opens it.
 */
export function createFakeTosspayments(options: FakeTosspaymentsOptions): FakeProvider {
  const { clock, publicUrl, noticeUrl = () => null, secretKey = 'test_sk_fake' } = options;
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  const books = createBooks(clock);
  const keys = createKeyBook(books);
  const notify = makeNotify(notices, books, noticeUrl);
  let isApproved = true;

  const app = new Hono();
  const api = createApi(app, { books, calls, faults, secretKey });
  mountKeys(api, { books, keys });
  mountPayments(api, { books, keys, notify, decision: () => (isApproved ? 'approve' : 'decline') });
  mountCancel(api, { books, notify });
  mountReceipts(api, books);
  mountKeyWindow(app, keys);
  mountWindow(app, { books, notify, publicUrl });
  app.notFound((context) => {
    const { status, body } = refusal(404, 'NOT_FOUND', '존재하지 않는 정보 입니다.');
    return context.json(body, status);
  });

  return {
    providerId: 'tosspayments',
    app,
    faults,
    notices,
    operations,
    books: () => books.summary(),
    calls: () => calls,
    openWindow(params) {
      const opened = openWindow(params, books);
      if (typeof opened === 'string') throw new Error(`the window does not open: ${opened}`);
    },
    async finishKeyWindow(action, outcome) {
      const customerKey = action.type === 'browser_sdk' ? action.init.customerKey : undefined;
      if (typeof customerKey !== 'string' || customerKey.length < 2) throw new Error('the window does not open');
      return outcome === 'approve' ? keys.authorize(customerKey) : null;
    },
    async shopper(reference, outcome) {
      const record = books.waitingWindow(reference);
      if (record === undefined) throw new Error(`no payment of ${reference} waits for a shopper`);
      await finishWindow(record, outcome, { books, notify });
    },
    async deposit(reference, amountMinor) {
      const record = books.byOrder(reference);
      if (record?.status !== 'WAITING_FOR_DEPOSIT') throw new Error(`no account waits for a deposit of ${reference}`);
      // The bank takes the exact amount and nothing else.
      if (amountMinor !== undefined && amountMinor !== record.amount) return;
      record.status = 'DONE';
      record.approvedAt = books.now();
      await notify(record);
    },
    async payout(reference) {
      throw new Error(`the fake makes no payouts: ${reference}`);
    },
    decideNext(outcome) {
      isApproved = outcome !== 'decline';
    },
    distort(reference, distortion) {
      books.distortions.set(reference, distortion);
    },
    forgeNotice(reference) {
      const data = { paymentKey: 'tfake_invented', orderId: reference, status: 'DONE' };
      const body = JSON.stringify({
        eventType: 'PAYMENT_STATUS_CHANGED',
        createdAt: '2026-03-04T11:00:00.000000',
        data,
      });
      return { headers: { 'content-type': 'application/json' }, body };
    },
  };
}
