import {
  createFaultPlan,
  createNoticeBoard,
  type FakeBooks,
  type FakeCall,
  type FakeOptions,
  type FakeProvider,
} from '@hangil/adapter-testkit';
import { Hono } from 'hono';
import { banks as publishedBanks } from '../tables/banks.ts';
import { callbackHeaders } from './callbacks.ts';
import { dataRoutes } from './data-routes.ts';
import { type FakeBank, gateRoutes } from './gate-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { createPlatform, type Platform } from './platform.ts';

export interface FakeEcommpayOptions extends FakeOptions {
  readonly projectId?: number;
  readonly secret?: string;
  /** Banks the project works with; the published table when left out. */
  readonly banks?: readonly FakeBank[];
}

/**
 * ECommPay's method "Banks of Korea" for tests and the simulator: Gate, Payment Page, the bank's page and callbacks over real
 * HTTP, with books of its own. Its limits stand in the README.
 */
export function createFakeEcommpay(options: FakeEcommpayOptions): FakeProvider {
  const { clock, publicUrl, noticeUrl = () => null, projectId = 200, secret = 'ecommpay_secret_test' } = options;
  const { banks = publishedBanks } = options;
  const faults = createFaultPlan();
  const notices = createNoticeBoard();
  const calls: FakeCall[] = [];
  const platform = createPlatform({ clock, publicUrl, noticeUrl, notices, projectId, secret });
  const app = new Hono();
  app.route('/', gateRoutes({ platform, faults, projectId, secret, calls, banks }));
  app.route('/', dataRoutes({ platform, faults, projectId, calls }));
  app.route('/', pageRoutes({ platform, faults, publicUrl, secret }));

  /** Earlier callbacks are out first, and the one this act causes is out when it returns. */
  async function act(what: () => void): Promise<void> {
    platform.look();
    await platform.settled();
    what();
    await platform.settled();
  }

  return {
    providerId: 'ecommpay',
    app,
    faults,
    notices,
    operations: {
      sale: 'open',
      payout: 'payout',
      clarification: 'open',
      status: 'inquiry',
      status_by_request: 'inquiry',
      sale_banks: 'inquiry',
      payout_banks: 'inquiry',
      report: 'inquiry',
      payment_page: 'open',
      bank_page: 'open',
    },
    books: () => toBooks(platform),
    calls: () => calls,
    shopper: (reference, outcome) => act(() => platform.shopperActs(reference, outcome)),
    deposit: (reference, amountMinor) => act(() => platform.depositArrives(reference, amountMinor)),
    payout: (reference, outcome) => act(() => platform.bankEndsPayout(reference, outcome)),
    returnPayout: (reference) => act(() => platform.bankReturnsPayout(reference)),
    decideNext: platform.decideNext,
    keepHours: platform.keepHours,
    fundPayouts: platform.fundPayouts,
    distort: platform.distort,
    forgeNotice: (reference) => ({ headers: { ...callbackHeaders }, body: platform.forge(reference) }),
  };
}

function toBooks(platform: Platform): FakeBooks {
  const books = platform
    .all()
    .map(({ type, operationId, moves, isReturned, receivedMinor, amountMinor, reference, currency, status }) => ({
      type,
      id: String(operationId),
      moves,
      isReturned,
      entry: { reference, currency, status, amountMinor: receivedMinor ?? amountMinor },
    }));
  return {
    payments: books
      .filter(({ type }) => type === 'sale')
      .map(({ entry, id, moves }) => ({ ...entry, providerPaymentId: id, returnedMinor: 0, charges: moves })),
    payouts: books
      .filter(({ type }) => type === 'payout')
      .map(({ entry, id, moves, isReturned }) => ({
        ...entry,
        ...(isReturned && { status: 'returned' }),
        providerPayoutId: id,
        transfers: moves,
      })),
  };
}
