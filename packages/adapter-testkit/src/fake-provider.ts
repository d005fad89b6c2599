import type { Clock, NextAction } from '@hangil/core';
import type { Hono } from 'hono';
import type { FaultPlan } from './fault-plan.ts';
import type { NoticeBoard } from './notice-board.ts';

/** One payment in the fake's own books: the truth a test compares ours with. Amounts are minor units. */
export interface FakePayment {
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly status: 'waiting' | 'paid' | 'declined' | 'canceled';
  readonly amountMinor: number;
  readonly currency: string;
  readonly returnedMinor: number;
  /** How often money was taken; more than one is a double charge. */
  readonly charges: number;
}

export interface FakePayout {
  readonly reference: string;
  readonly providerPayoutId: string;
  readonly status: 'waiting' | 'paid' | 'declined' | 'returned';
  readonly amountMinor: number;
  readonly currency: string;
  /** How often money left; more than one is a double payout. */
  readonly transfers: number;
}

export interface FakeBooks {
  readonly payments: readonly FakePayment[];
  readonly payouts: readonly FakePayout[];
}

/** One call the fake has received, in order of arrival; what it answered does not matter. */
export interface FakeCall {
  /** The fake's word for the operation: one of `operations`. */
  readonly operation: string;
  readonly reference: string | null;
}

/** What the shopper does, or the bank with a payout. */
export type FakeOutcome = 'approve' | 'decline' | 'leave';

/** Changes what the fake reports about one payment or payout from now on, while its books keep the truth. */
export interface FakeDistortion {
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly reference?: string;
}

/**
 * A provider's stand-in: answers like the documented provider, keeps its own books, and can be told to misbehave.
 * `reference` is always our reference, as the adapter sent it.
 */
export interface FakeProvider {
  readonly providerId: string;
  /** The provider's HTTP API and its browser pages. Served by {@link serveApp} or by the simulator under one port. */
  readonly app: Hono;
  readonly faults: FaultPlan;
  readonly notices: NoticeBoard;
  /** Operations that `faults` and `calls` speak of, each with what it moves. */
  readonly operations: Readonly<
    Record<string, 'charge' | 'open' | 'refund' | 'payout' | 'inquiry' | 'cancel' | 'token'>
  >;
  books(): FakeBooks;
  calls(): readonly FakeCall[];
  /**
   * The shopper's browser calls the provider's script with the params of a `browser_sdk` action. Only for providers that hear of
   * a window payment no earlier; the others open their window by themselves.
   */
  openWindow?(params: Readonly<Record<string, unknown>>): void;
  /**
   * The shopper finishes a payment that waits for him; sends the notice the provider would send, and resolves when it has been
   * delivered, held or dropped.
   * @throws Error when there is no such payment or it does not wait for a shopper
   */
  shopper(reference: string, outcome: FakeOutcome): Promise<void>;
  /**
   * The shopper goes through the window that keeps a means of payment, from what its page was told to do. Resolves with what the page
   * comes back with for the confirm of the key; null when there is nothing to confirm. For providers that issue keys by window.
   */
  finishKeyWindow?(action: NextAction, outcome: FakeOutcome): Promise<string | null>;
  /** Money arrives on the account issued for this payment, with the notice; `amountMinor` defaults to the amount asked for. */
  deposit(reference: string, amountMinor?: number): Promise<void>;
  /** The bank finishes a payout that waits, with the notice. */
  payout(reference: string, outcome: FakeOutcome): Promise<void>;
  /** The payee's bank sends back what had been paid out, with the notice. Left out where the provider never tells of it. */
  returnPayout?(reference: string): Promise<void>;
  /** What becomes of the next charges, confirms and payouts that need no shopper: approved until told otherwise. */
  decideNext(outcome: 'approve' | 'decline' | 'wait'): void;
  /** Does what has become due by the clock, with the notices. Left out where nothing happens by time alone. */
  passTime?(): Promise<void>;
  /**
   * Makes the provider keep its opening hours by the fake's clock, or stop keeping them. Outside them it takes requests, does nothing
   * with them and sends no notice; what waited is done at the first call or act after the next opening. Not kept at first.
   */
  keepHours?(keep: boolean): void;
  /** Money of the merchant that the provider has for payouts, minor units; null = more than enough, as at first. */
  fundPayouts?(balanceMinor: number | null): void;
  /** May come before the payment or payout exists. */
  distort(reference: string, distortion: FakeDistortion): void;
  /** Makes a provider event that was not sent by the provider: a forged signature, or an invented id. */
  forgeNotice(reference: string): { readonly headers: Record<string, string>; readonly body: string };
}

export interface FakeOptions {
  readonly clock: Clock;
  /** Where the fake is reachable, for links in its answers. Asked at each use, so a free port may be chosen later. */
  readonly publicUrl: () => string;
  /** Address for notices that is registered in the provider's console, used where a request names none. */
  readonly noticeUrl?: () => string | null;
}
