import { fromMajor } from '@hangil/core';
import type { Context, Hono } from 'hono';
import { type Guard, type RouteParts, refuse } from './fake-routes.ts';

interface Card {
  readonly reference: string;
  readonly card_number: string;
  readonly expiry: string;
}

interface Plan {
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly at: string;
}

/** Cards that are kept, by themselves or out of a window, and charges that are planned on them. */
export function mountKeys(app: Hono, { publicUrl, authorizations, schedules, clock }: RouteParts, guard: Guard) {
  const cards = new Map<string, { readonly id: string; readonly masked: string }>();
  const isGone = (cardId: string | undefined) =>
    cardId !== undefined && ![...cards.values()].some(({ id }) => id === cardId);

  function shownCard(context: Context, reference: string): Response {
    const card = cards.get(reference);
    return card === undefined ? refuse(context, 404, 'not_found') : context.json({ ...card, reference });
  }

  function keep(context: Context, reference: string, cardNumber: string): Response {
    if (cards.has(reference)) return refuse(context, 409, 'duplicate');
    cards.set(reference, { id: `card-${cards.size + 1}`, masked: `${cardNumber.slice(0, 6)}******` });
    return shownCard(context, reference);
  }

  app.post('/cards', ...guard('issue_card'), async (context) => {
    const { reference, card_number: cardNumber, expiry } = await context.req.json<Card>();
    return expiry < '2026-01' ? refuse(context, 422, 'card_invalid') : keep(context, reference, cardNumber);
  });
  app.post('/card-windows', ...guard('open_card_window'), async (context) => {
    const { reference } = await context.req.json<Card>();
    return context.json({ window: `${publicUrl()}/keep/${reference}` });
  });
  app.post('/cards/confirm', ...guard('confirm_card'), async (context) => {
    const { reference, authorization } = await context.req.json<{ reference: string; authorization: string }>();
    if (authorizations.get(authorization) !== reference) return refuse(context, 422, 'card_invalid');
    authorizations.delete(authorization);
    return keep(context, reference, '4242424242424242');
  });
  app.get('/cards/:reference', ...guard('read_card'), (context) => shownCard(context, context.req.param('reference')));
  app.delete('/cards/:reference', ...guard('delete_card'), (context) => {
    const answer = shownCard(context, context.req.param('reference'));
    cards.delete(context.req.param('reference'));
    return answer;
  });

  app.post('/schedules', ...guard('schedule'), async (context) => {
    const { card_id: cardId, charges } = await context.req.json<{ card_id: string; charges: Plan[] }>();
    if (isGone(cardId)) return refuse(context, 422, 'card_invalid');
    if (charges.some(({ reference }) => schedules.has(reference))) return refuse(context, 409, 'duplicate');
    for (const { reference, amount, currency, at } of charges) {
      const { amountMinor } = fromMajor(amount, currency);
      schedules.set(reference, { amountMinor, currency, at, state: 'planned' });
    }
    return context.json(charges.map(({ reference }) => schedules.get(reference)));
  });
  app.get('/schedules/:reference', ...guard('read_schedule'), (context) => {
    const planned = schedules.get(context.req.param('reference'));
    return planned === undefined ? refuse(context, 404, 'not_found') : context.json(planned);
  });
  app.put('/schedules/:reference', ...guard('move_schedule'), async (context) => {
    const planned = schedules.get(context.req.param('reference'));
    const { at } = await context.req.json<{ at: string }>();
    if (planned?.state !== 'planned' || new Date(at) <= clock.now()) return refuse(context, 409, 'too_late');
    planned.at = at;
    return context.json(planned);
  });
  app.delete('/schedules/:reference', ...guard('cancel_schedule'), (context) => {
    const planned = schedules.get(context.req.param('reference'));
    if (planned === undefined || planned.state === 'executed') return refuse(context, 409, 'too_late');
    planned.state = 'canceled';
    return context.json(planned);
  });
  return { isGone };
}
