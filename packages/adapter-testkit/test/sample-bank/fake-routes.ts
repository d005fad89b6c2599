import { fromMajor } from '@hangil/core';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { FakeCall, FaultPlan } from '../../src/index.ts';
import type { Books, Entries, Entry } from './fake-books.ts';

export const operations = {
  open: 'open',
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

export interface RouteParts {
  readonly books: Books;
  readonly faults: FaultPlan;
  readonly calls: FakeCall[];
  readonly decision: () => Decision;
  readonly show: (payment: Entry) => object;
  /** Sends the event of a payment that came to its end. */
  readonly announce: (payment: Entry) => Promise<void>;
}

interface Order {
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  /** A card that the bank keeps. */
  readonly card_id?: string;
}

interface Card {
  readonly reference: string;
  readonly card_number: string;
  readonly expiry: string;
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
  const guard = (name: keyof typeof operations) => [writeDown(name, parts.calls), parts.faults.guard(name)] as const;
  const wait = () => 'wait' as const;
  const app = new Hono();

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

  const cards = new Map<string, { readonly id: string; readonly masked: string }>();
  const shownCard = (context: Context, reference: string) => {
    const card = cards.get(reference);
    return card === undefined ? refuse(context, 404, 'not_found') : context.json({ ...card, reference });
  };
  app.post('/cards', ...guard('issue_card'), async (context) => {
    const { reference, card_number, expiry } = await context.req.json<Card>();
    if (cards.has(reference)) return refuse(context, 409, 'duplicate');
    if (expiry < '2026-01') return refuse(context, 422, 'card_invalid');
    cards.set(reference, { id: `card-${cards.size + 1}`, masked: `${card_number.slice(0, 6)}******` });
    return shownCard(context, reference);
  });
  app.get('/cards/:reference', ...guard('read_card'), (context) => shownCard(context, context.req.param('reference')));
  app.delete('/cards/:reference', ...guard('delete_card'), (context) => {
    const answer = shownCard(context, context.req.param('reference'));
    cards.delete(context.req.param('reference'));
    return answer;
  });
  const isGone = (cardId: string | undefined) =>
    cardId !== undefined && ![...cards.values()].some(({ id }) => id === cardId);

  async function create(
    context: Context,
    entries: Entries,
    decide: () => Decision,
    accountNumber: string | null = null,
  ) {
    const { reference, amount, currency, card_id: cardId } = await context.req.json<Order>();
    if (isGone(cardId)) return refuse(context, 422, 'card_invalid');
    if (entries.has(reference)) return refuse(context, 409, 'duplicate');
    const { amountMinor } = fromMajor(amount, currency);
    books.open(entries, { reference, amountMinor, currency, accountNumber });
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
    const order: Partial<Order> = context.req.method === 'POST' ? await context.req.json() : {};
    calls.push({ operation, reference: order.reference ?? context.req.param('reference') ?? null });
    await next();
  };
}

function answer(context: Context, entry: Entry | undefined, show: (entry: Entry) => object): Response {
  return entry === undefined ? refuse(context, 404, 'not_found') : context.json(show(entry));
}

function refuse(context: Context, status: 404 | 409 | 422, error: string): Response {
  return context.json({ error }, status);
}
