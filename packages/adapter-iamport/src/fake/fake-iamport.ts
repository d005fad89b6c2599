import {
  createFaultPlan,
  createNoticeBoard,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { createFakeApp } from './app.ts';
import { type Attempt, wasPaid } from './attempt.ts';
import { type Books, createBooks } from './books.ts';
import type { ChargeDecision } from './charge-routes.ts';
import { makeNotify } from './notify.ts';
import { makeGuard, operations } from './operations.ts';
import { toMajorNumber } from './payment-json.ts';
import { createScheduleBook } from './schedule-book.ts';
import { createTokenDesk } from './token-desk.ts';
import { createPaymentWindow, type PaymentWindow } from './window.ts';

export interface FakeIamportOptions extends FakeOptions {
  /** `imp_key_test` by default. */
  readonly impKey?: string;
  /** `imp_secret_test` by default. */
  readonly impSecret?: string;
  /** Marks every payment as made on a test channel: lookups by id hide it unless `include_sandbox=true`. */
  readonly sandbox?: boolean;
}

/**
 * A stand-in for api.iamport.kr and its payment window, written from the provider's documents of August 2026. Its books are kept
 * in memory and in minor units; time is the given clock's.
 */
export function createFakeIamport(options: FakeIamportOptions): FakeProvider {
  const { clock, publicUrl, impKey = 'imp_key_test', impSecret = 'imp_secret_test', sandbox = false } = options;
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  const books = createBooks(clock);
  const window = createPaymentWindow(books);
  const notify = makeNotify(notices, options.noticeUrl ?? (() => null));
  let decision: ChargeDecision = 'approve';
  const scheduleBook = createScheduleBook({ books, notify, decision: () => decision });

  const app = createFakeApp({
    books,
    guard: makeGuard(calls, faults, books, scheduleBook.runDue),
    scheduleBook,
    tokenDesk: createTokenDesk(clock, { impKey, impSecret }),
    window,
    notify,
    decision: () => decision,
    sandbox,
    publicUrl,
  });

  return {
    providerId: 'iamport',
    app,
    faults,
    notices,
    operations,
    passTime: scheduleBook.runDue,
    openWindow(params) {
      const opened = window.open(params);
      if (!opened.ok) throw new Error(`the window does not open: ${opened.result.error_msg}`);
    },
    async finishKeyWindow(action, outcome) {
      const opened = window.open(action.type === 'browser_sdk' ? action.params : {});
      if (!opened.ok) throw new Error(`the window does not open: ${opened.result.error_msg}`);
      if ((await window.finish(opened.attempt, outcome)).success) await notify(opened.attempt);
      return null;
    },
    books: () => books.summary(),
    calls: () => calls,
    async shopper(reference, outcome) {
      const attempt = waitingAttempt(reference, books, window);
      if ((await window.finish(attempt, outcome)).success) await notify(attempt);
    },
    async deposit(reference, amountMinor) {
      const attempt = books.attempts(reference).findLast((each) => each.account !== null);
      const isOpen = attempt?.status === 'ready' || (attempt?.account?.isFixed === true && wasPaid(attempt));
      if (attempt === undefined || !isOpen) throw new Error(`no account waits for a deposit of ${reference}`);
      receive(attempt, amountMinor ?? attempt.amountMinor, books);
      await notify(attempt);
    },
    async payout(reference) {
      throw new Error(`i'mport has no payouts: ${reference}`);
    },
    decideNext(outcome) {
      decision = outcome;
    },
    distort(reference, distortion) {
      books.distortions.set(reference, distortion);
    },
    forgeNotice(reference) {
      const body = JSON.stringify({ imp_uid: 'imp_000000000000', merchant_uid: reference, status: 'paid' });
      return { headers: { 'content-type': 'application/json' }, body };
    },
  };
}

/** An open window or a charge under way; where only the amount is registered, the shopper opens the window now. */
function waitingAttempt(reference: string, books: Books, window: PaymentWindow): Attempt {
  const attempts = books.attempts(reference);
  const open = attempts.findLast((each) => each.account === null && each.status === 'ready');
  if (open !== undefined) return open;
  const prepared = books.prepared.get(reference);
  if (prepared === undefined || attempts.some(wasPaid))
    throw new Error(`no payment of ${reference} waits for a shopper`);
  const { amount } = prepared;
  const opened = window.open({ merchant_uid: reference, amount: toMajorNumber(amount), currency: amount.currency });
  if (!opened.ok) throw new Error(`the window for ${reference} does not open: ${opened.result.error_msg}`);
  return opened.attempt;
}

/** The first deposit pays; more on a fixed account stand in the history alone. */
function receive(attempt: Attempt, amountMinor: number, books: Books): void {
  const pgTid = `dep_${books.nextNumber()}`;
  attempt.deposits.push({ pgTid, amountMinor, depositedAt: books.nowSeconds() });
  if (attempt.status !== 'ready') return;
  attempt.amountMinor = amountMinor;
  books.pay(attempt);
}
