import { money } from '@hangil/core';
import type { Schedule, ScheduleChargeInput, ScheduleSet, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { createdAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, presentWholeList, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import * as operations from './operations.ts';
import { presentSchedule } from './present-schedule.ts';
import type { ChargeBody, CreateSchedulesBody } from './schemas.ts';

export function scheduleRoutes({ engine, store, clock }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const { schedules } = engine;

  addOperation(app, operations.createSchedules, async (c, { body, sent }) => {
    const charges = toCharges(body, clock.now());
    const represent = body.schedules === undefined ? createdOne(c) : list(201);
    const input = { billingKeyId: body.billing_key_id, charges };
    return answerIdempotently(c, sent, represent, (idempotent) => schedules.create(c.get('scope'), input, idempotent));
  });

  addOperation(app, operations.cancelAllSchedules, async (c, { body, sent }) =>
    answerIdempotently(c, sent, list(200), (idempotent) =>
      schedules.cancelAll(c.get('scope'), body.billing_key_id, idempotent),
    ),
  );

  addOperation(app, operations.reschedule, async (c, { params, body, sent }) => {
    const input = { scheduledAt: inFuture('scheduled_at', body.scheduled_at, clock.now()) };
    return answerIdempotently(c, sent, changed(c), (idempotent) =>
      schedules.move(c.get('scope'), params.id, input, idempotent),
    );
  });

  addOperation(app, operations.cancelSchedule, async (c, { params, sent }) =>
    answerIdempotently(c, sent, changed(c), (idempotent) => schedules.cancel(c.get('scope'), params.id, idempotent)),
  );

  addOperation(app, operations.retrySchedule, async (c, { params, sent }) =>
    answerIdempotently(c, sent, changed(c), (idempotent) => schedules.retry(c.get('scope'), params.id, idempotent)),
  );

  addOperation(app, operations.listSchedules, async (c, { query }) => {
    const filter = {
      ...(query.billing_key_id === undefined ? {} : { parentId: query.billing_key_id }),
      ...(query.status === undefined ? {} : { status: query.status }),
    };
    const page = await store.documents('schedule', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentSchedule, ({ id }) => id));
  });

  addOperation(app, operations.getSchedule, async (c, { params }) =>
    c.json(presentSchedule(owned(c.get('scope'), await store.document('schedule', params.id)))),
  );

  return app;
}

function createdOne(c: HttpContext): (set: ScheduleSet) => StoredResponse {
  return ({ schedules: [schedule] }) => {
    if (schedule === undefined) throw new Error('a set has at least one schedule');
    return answer(c, 201, schedule);
  };
}

/** A change that the provider has not confirmed is as open as a schedule it may not have. */
function changed(c: HttpContext): (schedule: Schedule) => StoredResponse {
  return (schedule) => answer(c, 200, schedule);
}

function answer(c: HttpContext, status: number, schedule: Schedule): StoredResponse {
  const { provider, failure, wish } = schedule.value;
  const state = wish === null ? schedule.status : 'unknown';
  const presented = presentSchedule(schedule);
  const created = createdAnswer({ status: state, provider, failure }, presented, c.get('problem'));
  return created.status === 201 ? { ...created, status } : created;
}

function list(status: number): (set: ScheduleSet) => StoredResponse {
  return ({ schedules }) => ({ status, body: JSON.stringify(presentWholeList(schedules.map(presentSchedule))) });
}

function toCharges({ schedules, ...single }: CreateSchedulesBody, now: Date): ScheduleChargeInput[] {
  if (schedules === undefined) return [toCharge(single as ChargeBody, 'scheduled_at', now)];
  return schedules.map((charge, index) => toCharge(charge, `schedules.${index}.scheduled_at`, now));
}

function toCharge(body: ChargeBody, param: string, now: Date): ScheduleChargeInput {
  return {
    orderId: body.order_id,
    orderName: body.order_name,
    amount: money(body.amount, body.currency),
    taxFreeAmountMinor: body.tax_free_amount ?? 0,
    scheduledAt: inFuture(param, body.scheduled_at, now),
    customer: body.customer == null ? null : toCustomer(body.customer),
    metadata: body.metadata ?? {},
  };
}

/** @throws PaymentGatewayError invalid_request */
function inFuture(param: string, instant: Date, now: Date): Date {
  if (instant <= now) throw invalidParameter(param, 'must lie in the future');
  return instant;
}
