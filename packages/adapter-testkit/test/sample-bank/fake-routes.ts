import { type Clock, fromMajor, money, toMajorText } from '@hangil/core';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { FakeCall, FaultPlan } from '../../src/index.ts';
import type { Books, Entries, Entry } from './fake-books.ts';
import { mountKeys } from './fake-keys.ts';
import type { PlannedCharges } from './fake-schedules.ts';
import { mountServices } from './fake-services.ts';

export const operations = {
  open: 'open',
  inform: 'open',
  confirm: 'charge',
  change_account: 'open',
  holder: 'inquiry',
  open_card_window: 'open',
  confirm_card: 'open',
  schedule: 'open',
  read_schedule: 'inquiry',
  move_schedule: 'open',
  cancel_schedule: 'cancel',
  receipt: 'open',
  read_receipt: 'inquiry',
  cancel_receipt: 'cancel',
  ship: 'open',
  read_shipment: 'inquiry',
  send_code: 'open',
  check_code: 'inquiry',
  forget: 'cancel',
  banks: 'inquiry',
  report: 'inquiry',
  contracts: 'inquiry',
  act: 'open',
  account: 'open',
  charge: 'charge',
  cancel: 'cancel',
  refund: 'refund',
  transfer: 'payout',
  issue_card: 'open',
  delete_card: 'cancel',
  read_card: 'inquiry',
  read: 'inquiry',
  read_transfer: 'inquiry',
} as const;

export type Decision = 'approve' | 'decline' | 'wait';

export type Guard = (name: keyof typeof operations) => readonly [MiddlewareHandler, MiddlewareHandler];

export interface RouteParts {
  readonly clock: Clock;
  readonly publicUrl: () => string;
  /** What a window gave to a browser, with the reference of its key. */
  readonly authorizations: Map<string, string>;
  readonly schedules: PlannedCharges;
  readonly books: Books;
  readonly faults: FaultPlan;
  readonly calls: FakeCall[];
  readonly decision: () => Decision;
  readonly show: (payment: Entry) => object;
  /** Sends the event of a payment that came to its end. */
  readonly announce: (payment: Entry) => Promise<void>;
}

interface Order {
  readonly payer?: string | null;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  /** A card that the bank keeps. */
  readonly card_id?: string;
}

interface RefundOrder {
  readonly payment: string;
  readonly reference: string;
  readonly amount: string;
}

/** The bank's API. Every route writes its call down first and then lets planned faults happen. */
export function bankRoutes(parts: RouteParts): Hono {
  const { books, decision, show, announce } = parts;
  const { payments, transfers } = books;
  const guard: Guard = (name) => [writeDown(name, parts.calls), parts.faults.guard(name)] as const;
  const wait = () => 'wait' as const;
  const app = new Hono();
  const { isGone } = mountKeys(app, parts, guard);
  mountServices(app, parts, guard);

  app.post('/orders', ...guard('open'), (context) => create(context, payments, wait));
  app.post('/charges', ...guard('charge'), (context) => create(context, payments, decision));
  app.post('/accounts', ...guard('account'), (context) => create(context, payments, wait, '110-123-456789'));
  app.post('/transfers', ...guard('transfer'), (context) => create(context, transfers, decision));
  app.post('/refunds', ...guard('refund'), async (context) => refund(context, await context.req.json<RefundOrder>()));
  app.delete('/accounts/:reference', ...guard('cancel'), (context) => {
    const entry = payments.get(context.req.param('reference'));
    if (entry?.status !== 'waiting') return refuse(context, 409, 'already_paid');
    return context.json(show(books.change(payments, entry.reference, { status: 'canceled' })));
  });
  app.put('/accounts/:reference', ...guard('change_account'), async (context) => {
    const entry = payments.get(context.req.param('reference'));
    if (entry?.status !== 'waiting') return refuse(context, 409, 'already_paid');
    const { amount, due_at: dueAt } = await context.req.json<{ amount: string; due_at: string }>();
    const { amountMinor } = fromMajor(amount, entry.currency);
    return context.json(show(books.change(payments, entry.reference, { amountMinor, dueAt })));
  });
  app.post('/orders/:reference/information', ...guard('inform'), async (context) => {
    const entry = payments.get(context.req.param('reference'));
    const { payer_name: payer } = await context.req.json<{ payer_name?: string }>();
    if (!entry?.asks || !payer) return refuse(context, 409, 'nothing_asked');
    return context.json(show(books.change(payments, entry.reference, { asks: false })));
  });
  app.post('/payments/:reference/confirm', ...guard('confirm'), async (context) => {
    const entry = payments.get(context.req.param('reference'));
    const { id, amount } = await context.req.json<{ id: string; amount: string }>();
    if (entry === undefined || entry.id !== id) return refuse(context, 404, 'not_found');
    if (entry.status !== 'waiting') return refuse(context, 409, 'duplicate');
    if (!entry.isApproved || amount !== toMajorText(money(entry.amountMinor, entry.currency)))
      return refuse(context, 404, 'not_found');
    const decided = books.decide(payments, entry.reference, decision());
    if (decided.status !== 'waiting') await announce(decided);
    return context.json(show(decided));
  });
  app.get('/payments/by-reference/:reference', ...guard('read'), (context) =>
    answer(context, payments.get(context.req.param('reference')), show),
  );
  app.get('/payments/:id', ...guard('read'), (context) => {
    const entry = [...payments.values()].find(({ id }) => id === context.req.param('id'));
    return answer(context, entry, show);
  });
  app.get('/transfers/:reference', ...guard('read_transfer'), (context) =>
    answer(context, transfers.get(context.req.param('reference')), books.transferAnswer),
  );

  async function create(
    context: Context,
    entries: Entries,
    decide: () => Decision,
    accountNumber: string | null = null,
  ) {
    const { reference, amount, currency, card_id: cardId, payer } = await context.req.json<Order>();
    if (isGone(cardId)) return refuse(context, 422, 'card_invalid');
    if (entries.has(reference)) return refuse(context, 409, 'duplicate');
    const { amountMinor } = fromMajor(amount, currency);
    books.open(entries, { reference, amountMinor, currency, accountNumber, asks: payer === null });
    const entry = books.decide(entries, reference, decide());
    if (entries === payments && entry.status !== 'waiting') await announce(entry);
    return context.json(entries === payments ? show(entry) : books.transferAnswer(entry));
  }

  function refund(context: Context, { payment, reference, amount }: RefundOrder): Response {
    const entry = payments.get(payment);
    if (entry?.status !== 'paid') return refuse(context, 404, 'not_found');
    if (entry.refunds.some((made) => made.reference === reference)) return context.json(show(entry));
    const { amountMinor } = fromMajor(amount, entry.currency);
    if (amountMinor > entry.amountMinor - books.returnedMinor(entry)) return refuse(context, 422, 'too_much');
    return context.json(show(books.refund(entry, reference, amountMinor)));
  }

  return app;
}

function writeDown(operation: string, calls: FakeCall[]): MiddlewareHandler {
  return async (context, next) => {
    const order: Partial<Order> = context.req.method === 'POST' ? await context.req.json().catch(() => ({})) : {};
    calls.push({ operation, reference: order.reference ?? context.req.param('reference') ?? null });
    await next();
  };
}

function answer(context: Context, entry: Entry | undefined, show: (entry: Entry) => object): Response {
  return entry === undefined ? refuse(context, 404, 'not_found') : context.json(show(entry));
}

export function refuse(context: Context, status: 404 | 409 | 422, error: string): Response {
  return context.json({ error }, status);
}
