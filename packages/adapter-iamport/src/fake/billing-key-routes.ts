import type { Hono } from 'hono';
import type { Books } from './books.ts';
import { cardProblem, maskedCard } from './charge-routes.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { type Fields, readBody, textField } from './request-body.ts';
import { channelGroups, readCustomer, type StoredKey, showKey } from './stored-keys.ts';

export const unknownKey = '등록되지 않은 구매자입니다.';

/** Stored cards. Using a customer_uid again replaces the former card. */
export function mountBillingKeys(app: Hono, guard: Guard, books: Books): void {
  const path = '/subscribe/customers/:customer_uid';

  app.post(path, guard('billing_key_issue'), async (context) => {
    const body = await readBody(context);
    const problem = channelProblem(body) ?? cardProblem(body, books);
    if (problem !== null) return refused(context, problem, -1);
    const key = readKey(context.req.param('customer_uid') ?? '', body, books);
    books.billingKeys.set(key.customerUid, key);
    return done(context, showKey(key));
  });

  app.get(path, guard('billing_key_read'), (context) => {
    const key = books.billingKeys.get(context.req.param('customer_uid') ?? '');
    return key === undefined ? failed(context, 404, unknownKey) : done(context, showKey(key));
  });

  app.delete(path, guard('billing_key_delete'), (context) => {
    const customerUid = context.req.param('customer_uid') ?? '';
    const key = books.billingKeys.get(customerUid);
    if (key === undefined) return failed(context, 404, unknownKey);
    books.billingKeys.delete(customerUid);
    return done(context, showKey(key));
  });

  app.get('/subscribe/customers', guard('billing_key_list'), (context) => {
    const asked = [...(context.req.queries('customer_uid[]') ?? []), ...(context.req.queries('customer_uid') ?? [])];
    const found = asked.map((uid) => books.billingKeys.get(uid)).filter((key) => key !== undefined);
    if (found.length === 0) return failed(context, 404, unknownKey);
    return done(context, found.map(showKey), found.length === asked.length ? 200 : 207);
  });
}

function channelProblem(body: Fields): string | null {
  const groupId = textField(body, 'channel_group_id');
  return groupId === null || channelGroups[groupId] !== undefined ? null : '존재하지 않는 채널 그룹입니다.';
}

export function readKey(customerUid: string, body: Fields, books: Books): StoredKey {
  const groupId = textField(body, 'channel_group_id');
  const [pgProvider = null, pgId = null] = (textField(body, 'pg') ?? '').split('.').map((part) => part || null);
  return {
    customerUid,
    maskedNumber: maskedCard(body),
    pgProvider,
    pgId,
    group: groupId === null ? null : { id: groupId, channels: channelGroups[groupId] ?? [] },
    customer: readCustomer(body),
    insertedAt: books.nowSeconds(),
  };
}
