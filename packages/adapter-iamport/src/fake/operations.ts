import type { FakeCall, FakeProvider, FaultPlan } from '@hangil/adapter-testkit';
import type { MiddlewareHandler } from 'hono';
import type { Books } from './books.ts';
import { readBody, textField } from './request-body.ts';

/** Words for faults and recorded calls, each with what the call moves. */
export const operations = {
  token: 'token',
  prepare: 'open',
  onetime: 'charge',
  again: 'charge',
  vbank: 'open',
  find: 'inquiry',
  get: 'inquiry',
  cancel: 'refund',
  revoke: 'cancel',
  find_all: 'inquiry',
  list: 'inquiry',
  list_by_status: 'inquiry',
  prepare_read: 'inquiry',
  prepare_change: 'open',
  benepia: 'charge',
  kcp_quick: 'charge',
  store_number: 'open',
  store_number_revoke: 'cancel',
  action: 'open',
  action_read: 'inquiry',
  billing_key_issue: 'open',
  billing_key_read: 'inquiry',
  billing_key_delete: 'cancel',
  billing_key_list: 'inquiry',
  schedule: 'open',
  schedule_read: 'inquiry',
  schedule_list: 'inquiry',
  schedule_move: 'open',
  unschedule: 'cancel',
  account_change: 'open',
  account_holder: 'inquiry',
  receipt_issue: 'open',
  receipt_read: 'inquiry',
  receipt_cancel: 'open',
  otp_request: 'open',
  otp_confirm: 'inquiry',
  certification_read: 'inquiry',
  certification_delete: 'open',
  delivery_add: 'open',
  delivery_change: 'open',
  delivery_read: 'inquiry',
  account_channels: 'inquiry',
} as const satisfies FakeProvider['operations'];

export type Operation = keyof typeof operations;

/** Put in front of a route: writes the call down, then lets planned faults happen. */
export type Guard = (operation: Operation) => MiddlewareHandler;

/** @param passTime - what has become due by the clock is done before anybody asks */
export function makeGuard(calls: FakeCall[], faults: FaultPlan, books: Books, passTime: () => Promise<void>): Guard {
  return (operation) => {
    const misbehave = faults.guard(operation);
    return async (context, next) => {
      await passTime();
      const body = await readBody(context);
      const impUid = context.req.param('imp_uid') ?? textField(body, 'imp_uid');
      const named = context.req.param('merchant_uid') ?? textField(body, 'merchant_uid');
      const reference = impUid === null ? named : (books.attempt(impUid)?.merchantUid ?? named);
      calls.push({ operation, reference });
      return misbehave(context, next);
    };
  };
}

/** Inside the guard, so that a call with a bad token is written down and can be lost like any other. */
export function withToken(guard: Guard, authenticate: MiddlewareHandler): Guard {
  return (operation) => {
    const guarded = guard(operation);
    return (context, next) =>
      guarded(context, async () => {
        const refusal = await authenticate(context, next);
        if (refusal instanceof Response) context.res = refusal;
      });
  };
}
