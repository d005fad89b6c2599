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
  app.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) return refuse(context, 401, 'unauthorized');
    return next();
  });

  app.post('/charges', ...guarded('charge'), (context) => open(context, decideNow));
  app.post('/refunds', ...guarded('refund'), async (context) => {
    const { charge_reference: chargeReference, reference, amount } = await context.req.json();
    const charge = books.find(chargeReference);
    if (charge === undefined) return refuse(context, 404, 'not_found');
    if (charge.refunds.some((made) => made.reference === reference)) return context.json(books.shown(charge));
    if (amount > books.rest(charge)) return refuse(context, 422, 'too_much');
    books.refund(charge, reference, amount);
    return context.json(books.shown(charge));
  });
  app.get('/charges/by-reference/:key', ...guarded('read'), read);
  app.get('/charges/:key', ...guarded('read'), read);
  return app;

  /** One charge per reference. `begin` gives it its first state. */
  async function open(
    context: Context,
    begin: (charge: Charge, order: Readonly<Record<string, unknown>>) => Promise<void>,
  ): Promise<Response> {
    const { reference, amount, currency, ...order } = await context.req.json();
    const known = books.find(reference);
    if (known !== undefined) return refuse(context, 409, 'duplicate');
    const charge = books.open({ reference, amount, currency });
    await begin(charge, order);
    return context.json(books.shown(charge));
  }

  async function decideNow(charge: Charge): Promise<void> {
    const outcome = parts.decision();
    charge.state = 'processing';
    if (outcome === 'wait') return;
    books.decide(charge, outcome);
    await parts.announce(charge);
  }

  function read(context: Context): Response {
    const charge = books.find(context.req.param('key') ?? '');
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
