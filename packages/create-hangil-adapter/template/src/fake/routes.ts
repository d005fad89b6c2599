import type { FakeCall, FaultPlan } from '@hangil/adapter-testkit';
import { type Context, Hono } from 'hono';
import type { Books, Charge } from './books.ts';

export interface RouteParts {
  readonly apiKey: string;
  readonly books: Books;
  readonly faults: FaultPlan;
  readonly calls: FakeCall[];
  readonly decision: () => 'approve' | 'decline' | 'wait';
  /** Sends the event of a charge that has changed. */
  readonly announce: (charge: Charge) => Promise<void>;
}

/** The provider's API as its documents describe it. Every call is written down first; then planned faults happen. */
export function chargeRoutes(parts: RouteParts): Hono {
  const { apiKey, books, faults, calls } = parts;
  const app = new Hono();
  // @if shopper
  app.get('/pay/:id', (context) => {
    const place = `/pay/${encodeURIComponent(context.req.param('id'))}`;
    const button = (outcome: string) => `<button formaction="${place}/${outcome}">${outcome}</button>`;
    return context.html(`<h1>Template PG</h1><form method="post">${button('approve')} ${button('decline')}</form>`);
  });
  // @end
  app.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) return refuse(context, 401, 'unauthorized');
    return next();
  });

  // @if key_in
  app.post('/charges', ...guarded('charge'), (context) => open(context, decideNow));
  // @end
  // @if shopper
  app.post('/orders', ...guarded('open'), (context) =>
    open(context, async (charge) => {
      charge.state = 'open';
    }),
  );
  // @end
  // @if confirm
  app.post('/charges/:key/confirm', ...guarded('confirm'), async (context) => {
    const charge = books.find(context.req.param('key'));
    if (charge === undefined) return refuse(context, 404, 'not_found');
    const { reference, amount } = await context.req.json();
    if (charge.reference !== reference || charge.amount !== amount) return refuse(context, 409, 'other_payment');
    if (charge.state === 'open') return refuse(context, 409, 'not_approved');
    if (charge.state !== 'approved') return refuse(context, 409, 'already_confirmed'); // @only not_key
    // @add key: if (charge.state !== 'approved') return context.json(books.shown(charge));
    await decideNow(charge);
    return context.json(books.shown(charge));
  });
  // @end
  // @if virtual_account
  app.post('/accounts', ...guarded('account'), (context) =>
    open(context, async (charge, { bank_code, due_at }) => {
      charge.state = 'awaiting_deposit';
      charge.account = { bank_code: `${bank_code ?? '004'}`, number: '110123456789', due_at: `${due_at}` };
    }),
  );
  app.delete('/accounts/:key', ...guarded('cancel'), (context) => {
    const charge = books.find(context.req.param('key'));
    if (charge === undefined) return refuse(context, 404, 'not_found');
    if (charge.state !== 'awaiting_deposit') return refuse(context, 409, 'already_paid');
    charge.state = 'canceled';
    return context.json(books.shown(charge));
  });
  // @end
  // @if refunds
  app.post('/refunds', ...guarded('refund'), async (context) => {
    const { charge_reference: chargeReference, reference, amount } = await context.req.json();
    const charge = books.find(chargeReference);
    if (charge === undefined) return refuse(context, 404, 'not_found');
    if (charge.refunds.some((made) => made.reference === reference)) return context.json(books.shown(charge));
    if (amount > books.rest(charge)) return refuse(context, 422, 'too_much');
    books.refund(charge, reference, amount);
    return context.json(books.shown(charge));
  });
  // @end
  app.get('/charges/by-reference/:key', ...guarded('read'), read);
  app.get('/charges/:key', ...guarded('read'), read);
  return app;

  /** One charge per reference. `begin` gives it its first state. */
  async function open(
    context: Context,
    begin: (charge: Charge, order: Readonly<Record<string, unknown>>) => Promise<void>,
  ): Promise<Response> {
    const { reference, amount, currency, ...order } = await context.req.json();
    const known = books.find(reference); // @only tells_repeats
    if (known !== undefined) return refuse(context, 409, 'duplicate'); // @only unique_reference
    // @add key: if (known !== undefined) return context.json(books.shown(known));
    const charge = books.open({ reference, amount, currency });
    await begin(charge, order);
    return context.json(books.shown(charge));
  }
  // @if decides

  async function decideNow(charge: Charge): Promise<void> {
    const outcome = parts.decision();
    charge.state = 'processing';
    if (outcome === 'wait') return;
    books.decide(charge, outcome);
    await parts.announce(charge);
  }
  // @end

  function read(context: Context): Response {
    const charge = books.findVisible(context.req.param('key') ?? ''); // @only delayed, else: const charge = books.find(context.req.param('key') ?? '');
    return charge === undefined ? refuse(context, 404, 'not_found') : context.json(books.shown(charge));
  }

  function guarded(operation: string) {
    return [writeDown(operation, calls), faults.guard(operation)] as const;
  }
}

/** Keeps which operation was called for which reference. */
export function writeDown(operation: string, calls: FakeCall[]) {
  return async (context: Context, next: () => Promise<void>) => {
    const body = context.req.method === 'POST' ? await context.req.json() : {};
    calls.push({ operation, reference: body.reference ?? context.req.param('key') ?? null });
    await next();
  };
}

export function refuse(context: Context, status: 401 | 404 | 409 | 422, error: string): Response {
  return context.json({ error }, status);
}
