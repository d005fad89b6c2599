import type { Context, Hono } from 'hono';
import { type Attempt, wasPaid } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readBody, textsField } from './request-body.ts';

interface ProductOrder {
  readonly id: string;
  readonly amountMinor: number;
  status: string;
}

/** What a word makes of a product order that it can be done to, and from which states. */
const steps: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>> = {
  place: { from: ['PAYED'], to: 'PLACED' },
  ship: { from: ['PAYED', 'PLACED'], to: 'DELIVERING' },
  'ship-exchanged': { from: ['EXCHANGE_COLLECTED'], to: 'DELIVERING' },
  'collect-exchanged': { from: ['DELIVERING'], to: 'EXCHANGE_COLLECTED' },
  cancel: { from: ['PAYED', 'PLACED'], to: 'CANCELED' },
  'approve-cancel': { from: ['CANCEL_REQUESTED'], to: 'CANCELED' },
  'request-return': { from: ['DELIVERING'], to: 'RETURN_REQUESTED' },
  'approve-return': { from: ['RETURN_REQUESTED'], to: 'RETURNED' },
  'reject-return': { from: ['RETURN_REQUESTED'], to: 'DELIVERING' },
  'withhold-return': { from: ['RETURN_REQUESTED'], to: 'RETURN_WITHHELD' },
  'resolve-return': { from: ['RETURN_WITHHELD'], to: 'RETURN_REQUESTED' },
};
const givesBack = new Set(['CANCELED', 'RETURNED']);

/** Naver Pay, order type: each payment has two product orders, of one half each. 200 all, 207 some, 500 none. */
export function mountNaverOrders(app: Hono, guard: Guard, books: Books): void {
  const orders = new Map<string, readonly ProductOrder[]>();

  function ordersOf(attempt: Attempt): readonly ProductOrder[] {
    const known = orders.get(attempt.impUid);
    if (known !== undefined) return known;
    const half = Math.floor(attempt.amountMinor / 2);
    const made = [half, attempt.amountMinor - half].map((amountMinor, index) => ({
      id: `${attempt.impUid.slice(4)}${index + 1}`,
      amountMinor,
      status: 'PAYED',
    }));
    orders.set(attempt.impUid, made);
    return made;
  }

  function paidAttempt(context: Context): Attempt | undefined {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    return attempt !== undefined && wasPaid(attempt) && attempt.order.pgProvider === 'naverco' ? attempt : undefined;
  }

  function advance(attempt: Attempt, word: string, order: ProductOrder): boolean {
    const step = steps[word];
    if (step === undefined || !step.from.includes(order.status)) return false;
    order.status = step.to;
    if (givesBack.has(step.to)) giveBack(attempt, order);
    return true;
  }

  function giveBack(attempt: Attempt, { id, amountMinor }: ProductOrder): void {
    attempt.status = 'cancelled';
    attempt.cancels.push({
      cancellationId: `naver_${id}`,
      pgTid: `naver_${id}`,
      amountMinor,
      reason: null,
      cancelledAt: books.nowSeconds(),
    });
  }

  app.get('/payments/:imp_uid/naver/product-orders', guard('action_read'), (context) => {
    const attempt = paidAttempt(context);
    return attempt === undefined ? failed(context, 404, unknown) : done(context, ordersOf(attempt).map(show));
  });

  app.get('/naver/product-orders/:product_order_id', guard('action_read'), (context) => {
    const id = context.req.param('product_order_id');
    const order = [...orders.values()].flat().find((each) => each.id === id);
    return order === undefined ? failed(context, 404, unknown) : done(context, show(order));
  });

  app.post('/payments/:imp_uid/naver/:word', guard('action'), async (context, next) => {
    const word = context.req.param('word');
    if (steps[word] === undefined) return next();
    const attempt = paidAttempt(context);
    if (attempt === undefined) return failed(context, 404, unknown);
    const asked = textsField(await readBody(context), 'product_order_id');
    const all = ordersOf(attempt);
    const wanted = asked.length === 0 ? all : asked.map((id) => all.find((order) => order.id === id));
    const worked = wanted.filter((order) => order !== undefined && advance(attempt, word, order));
    if (worked.length === 0) return failed(context, 500, '처리할 수 있는 상품주문이 없습니다.');
    return done(
      context,
      worked.map((order) => show(order as ProductOrder)),
      worked.length === wanted.length ? 200 : 207,
    );
  });
}

const unknown = '존재하지 않는 결제정보입니다.';

function show({ id, amountMinor, status }: ProductOrder) {
  return {
    product_order_id: id,
    product_order_status: status,
    claim_type: null,
    claim_status: null,
    product_id: 'P1',
    product_name: '양말',
    product_amount: amountMinor,
    quantity: 1,
    shipping_address: { name: '도건', tel: '01012345678' },
  };
}
