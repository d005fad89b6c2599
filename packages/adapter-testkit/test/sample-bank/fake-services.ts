import { fromMajor } from '@hangil/core';
import type { Hono } from 'hono';
import { type Guard, type RouteParts, refuse } from './fake-routes.ts';

/** What the bank does beside payments. */
export function mountServices(app: Hono, { books, clock }: RouteParts, guard: Guard): void {
  const now = () => clock.now().toISOString();
  mountReceipts(app, now, guard);
  mountVerifications(app, now, guard);

  const shipments = new Map<string, { readonly tracking: string; readonly at: string }>();
  for (const method of ['POST', 'PUT'] as const) {
    app.on(method, '/shipments/:reference', ...guard('ship'), async (context) => {
      const reference = context.req.param('reference');
      if (shipments.has(reference) === (method === 'POST')) return refuse(context, 409, 'duplicate');
      const { tracking } = await context.req.json<{ tracking: string }>();
      const shipment = { tracking, at: now() };
      shipments.set(reference, shipment);
      return context.json(shipment);
    });
  }
  app.get('/shipments/:reference', ...guard('read_shipment'), (context) => {
    const shipment = shipments.get(context.req.param('reference'));
    return shipment === undefined ? refuse(context, 404, 'not_found') : context.json(shipment);
  });

  app.get('/holders/:bank/:number', ...guard('holder'), (context) =>
    context.req.param('number').length < 8 ? refuse(context, 404, 'not_found') : context.json({ holder: '도건' }),
  );
  app.get('/banks/:use', ...guard('banks'), (context) =>
    context.json([
      { id: '1', name: 'KB국민은행', code: '004' },
      { id: '2', name: '새 은행', code: null },
    ]),
  );
  app.get('/contracts', ...guard('contracts'), (context) =>
    context.json([
      { pg: 'sample', merchant: 'shop-1', channel: 'main' },
      { pg: 'sample', merchant: 'shop-2', channel: 'nowhere' },
    ]),
  );
  app.get('/report', ...guard('report'), (context) => {
    const { from = '', to = '', skip = '0' } = context.req.query();
    const rows = books.reportRows().filter(({ at }) => at >= from && at < to);
    return context.json(rows.slice(Number(skip)));
  });
  app.post('/actions/:reference/:name', ...guard('act'), (context) =>
    context.json({ result: context.req.param('name') === 'read_points' ? { points: 100 } : null }),
  );
}

function mountReceipts(app: Hono, now: () => string, guard: Guard): void {
  interface Receipt {
    readonly id: string;
    readonly amount_minor: number;
    readonly currency: 'KRW';
    readonly issued_at: string;
    canceled_at: string | null;
  }
  const receipts = new Map<string, Receipt>();

  app.post('/receipts', ...guard('receipt'), async (context) => {
    const { reference, amount } = await context.req.json<{ reference: string; amount: string }>();
    if (receipts.has(reference)) return refuse(context, 409, 'duplicate');
    const { amountMinor } = fromMajor(amount, 'KRW');
    const id = `receipt-${receipts.size + 1}`;
    const receipt: Receipt = { id, amount_minor: amountMinor, currency: 'KRW', issued_at: now(), canceled_at: null };
    receipts.set(reference, receipt);
    return context.json(receipt);
  });
  app.get('/receipts/:reference', ...guard('read_receipt'), (context) => {
    const receipt = receipts.get(context.req.param('reference'));
    return receipt === undefined ? refuse(context, 404, 'not_found') : context.json(receipt);
  });
  app.delete('/receipts/:reference', ...guard('cancel_receipt'), (context) => {
    const receipt = receipts.get(context.req.param('reference'));
    if (receipt === undefined) return refuse(context, 404, 'not_found');
    receipt.canceled_at = now();
    return context.json(receipt);
  });
}

/** The code that is sent to every phone. */
export const sentCode = '123456';

function mountVerifications(app: Hono, now: () => string, guard: Guard): void {
  const verifications = new Map<
    string,
    { readonly id: string; readonly reference: string; state: string; at: string }
  >();

  app.post('/verifications', ...guard('send_code'), async (context) => {
    const { reference } = await context.req.json<{ reference: string }>();
    const verification = { id: `verification-${verifications.size + 1}`, reference, state: 'waiting', at: now() };
    verifications.set(verification.id, verification);
    return context.json(verification);
  });
  app.put('/verifications/:id', ...guard('check_code'), async (context) => {
    const verification = verifications.get(context.req.param('id'));
    if (verification === undefined) return refuse(context, 404, 'not_found');
    const { code } = await context.req.json<{ code: string | null }>();
    if (code !== null && code !== sentCode) return refuse(context, 422, 'wrong_code');
    if (code !== null) verification.state = 'verified';
    return context.json(verification);
  });
  app.delete('/verifications/:id', ...guard('forget'), (context) => {
    const verification = verifications.get(context.req.param('id'));
    verifications.delete(context.req.param('id'));
    return verification === undefined ? refuse(context, 404, 'not_found') : context.json(verification);
  });
}
