import type { FakeCall, FaultPlan } from '@hangil/adapter-testkit';
import { type Context, Hono } from 'hono';
import type { Books, Charge } from './books.ts';

export interface RouteParts {
  readonly apiKey: string;
  readonly books: Books;
  readonly faults: FaultPlan;
  readonly calls: FakeCall[];
  readonly decision: () => 'approve' | 'decline' | 'wait';
  /** Sends the event of a decided charge. */
  readonly announce: (charge: Charge) => Promise<void>;
}

/** The bank's API as its documents describe it. Every call is written down first; then planned faults happen. */
export function bankRoutes({ apiKey, books, faults, calls, decision, announce }: RouteParts): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) return refuse(context, 401, 'unauthorized');
    return next();
  });

  app.post('/charges', writeDown('charge'), faults.guard('charge'), async (context) => {
    const { reference, amount, currency } = await context.req.json();
    if (books.find(reference) !== undefined) return refuse(context, 409, 'duplicate');
    const charge = books.open({ reference, amount, currency });
    const outcome = decision();
    if (outcome !== 'wait') {
      books.decide(charge, outcome);
      await announce(charge);
    }
    return context.json(books.shown(charge));
  });

  app.post('/refunds', writeDown('refund'), faults.guard('refund'), async (context) => {
    const { charge_reference: chargeReference, reference, amount } = await context.req.json();
    const charge = books.find(chargeReference);
    if (charge === undefined) return refuse(context, 404, 'not_found');
    if (charge.refunds.some((made) => made.reference === reference)) return context.json(books.shown(charge));
    if (amount > books.rest(charge)) return refuse(context, 422, 'too_much');
    books.refund(charge, reference, amount);
    return context.json(books.shown(charge));
  });

  const read = (context: Context) => {
    const charge = books.find(context.req.param('key') ?? '');
    return charge === undefined ? refuse(context, 404, 'not_found') : context.json(books.shown(charge));
  };
  app.get('/charges/by-reference/:key', writeDown('read'), faults.guard('read'), read);
  app.get('/charges/:key', writeDown('read'), faults.guard('read'), read);
  return app;

  function writeDown(operation: string) {
    return async (context: Context, next: () => Promise<void>) => {
      const body = context.req.method === 'POST' ? await context.req.json() : {};
      calls.push({ operation, reference: body.reference ?? context.req.param('key') ?? null });
      await next();
    };
  }
}

function refuse(context: Context, status: 401 | 404 | 409 | 422, error: string): Response {
  return context.json({ error }, status);
}
