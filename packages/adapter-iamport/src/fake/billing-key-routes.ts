import type { Hono } from 'hono';
import type { Books } from './books.ts';
import { cardProblem, maskedCard } from './charge-routes.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readBody } from './request-body.ts';

/** Stored cards. Using a customer_uid again replaces the former card. */
export function mountBillingKeys(app: Hono, guard: Guard, books: Books): void {
  const path = '/subscribe/customers/:customer_uid';
  const unknownKey = '등록되지 않은 구매자입니다.';

  app.post(path, guard('billing_key_issue'), async (context) => {
    const customerUid = context.req.param('customer_uid') ?? '';
    const body = await readBody(context);
    const problem = cardProblem(body, books);
    if (problem !== null) return refused(context, problem, -1);
    const masked = maskedCard(body);
    books.billingKeys.set(customerUid, masked);
    return done(context, show(customerUid, masked));
  });

  app.get(path, guard('billing_key_read'), (context) => {
    const customerUid = context.req.param('customer_uid') ?? '';
    const masked = books.billingKeys.get(customerUid);
    return masked === undefined ? failed(context, 404, unknownKey) : done(context, show(customerUid, masked));
  });

  app.delete(path, guard('billing_key_delete'), (context) => {
    const customerUid = context.req.param('customer_uid') ?? '';
    const masked = books.billingKeys.get(customerUid);
    if (masked === undefined) return failed(context, 404, unknownKey);
    books.billingKeys.delete(customerUid);
    return done(context, show(customerUid, masked));
  });
}

function show(customerUid: string, maskedNumber: string) {
  return { customer_uid: customerUid, card_name: 'BC카드', card_code: '361', card_number: maskedNumber, card_type: 0 };
}
