import type { Context, Hono } from 'hono';
import { unknownKey } from './billing-key-routes.ts';
import type { Books } from './books.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readOrder } from './order-fields.ts';
import type { ShowPayment } from './payment-json.ts';
import { type Fields, numberField, readBody, textField, textsField } from './request-body.ts';
import { type ScheduleBook, type Scheduled, scheduleStatus } from './schedule-book.ts';
import { showSchedule } from './schedule-json.ts';

interface ScheduleParts {
  readonly books: Books;
  readonly scheduleBook: ScheduleBook;
  readonly show: ShowPayment;
}

const path = '/subscribe/payments/schedule';
const unknownSchedule = '예약 정보를 찾을 수 없습니다.';

/** The provider's clock for charges on stored cards. */
export function mountSchedules(app: Hono, guard: Guard, { books, scheduleBook, show }: ScheduleParts): void {
  const { schedules } = scheduleBook;
  const shown = (scheduled: Scheduled) => showSchedule(scheduled, books);

  app.post(path, guard('schedule'), async (context) => {
    const body = await readBody(context);
    const customerUid = textField(body, 'customer_uid') ?? '';
    if (!books.billingKeys.has(customerUid)) return refused(context, unknownKey);
    const read = asList(body.schedules).map((fields) => readScheduled(fields, customerUid, books, schedules));
    const problem = read.find((each) => typeof each === 'string');
    if (read.length === 0 || typeof problem === 'string') return refused(context, problem ?? 'schedules는 필수입니다.');
    const taken = read.filter((each) => typeof each !== 'string');
    for (const scheduled of taken) schedules.set(scheduled.merchantUid, scheduled);
    return done(context, taken.map(shown));
  });

  app.post('/subscribe/payments/unschedule', guard('unschedule'), async (context) => {
    const body = await readBody(context);
    const customerUid = textField(body, 'customer_uid');
    const named = textsField(body, 'merchant_uid');
    const open = [...schedules.values()].filter((each) => scheduleStatus(each) === 'scheduled');
    const asked = open.filter(
      (each) =>
        (customerUid === null || each.customerUid === customerUid) &&
        (named.length === 0 || named.includes(each.merchantUid)),
    );
    const namesNothing = customerUid === null && named.length === 0;
    if (namesNothing || asked.length === 0) return refused(context, '취소할 예약결제 기록이 존재하지 않습니다.');
    for (const scheduled of asked) scheduled.revokedAt = books.nowSeconds();
    return done(context, asked.map(shown));
  });

  app.get(path, guard('schedule_list'), (context) => {
    const found = within(context, 'schedule_from', 'schedule_to', 'schedule_status', [...schedules.values()]);
    return found === null ? failed(context, 400, '조회 기간이 올바르지 않습니다.') : done(context, found.map(shown));
  });

  for (const ofKey of [`${path}/customers/:customer_uid`, '/subscribe/customers/:customer_uid/schedules']) {
    app.get(ofKey, guard('schedule_list'), (context) => {
      const customerUid = context.req.param('customer_uid');
      const mine = [...schedules.values()].filter((each) => each.customerUid === customerUid);
      const found = within(context, 'from', 'to', 'schedule-status', mine);
      return found === null ? failed(context, 400, '조회 기간이 올바르지 않습니다.') : done(context, found.map(shown));
    });
  }

  app.get(`${path}/:merchant_uid`, guard('schedule_read'), (context) => {
    const scheduled = schedules.get(context.req.param('merchant_uid') ?? '');
    return scheduled === undefined ? failed(context, 404, unknownSchedule) : done(context, shown(scheduled));
  });

  app.put(`${path}/:merchant_uid`, guard('schedule_move'), async (context) => {
    const scheduled = schedules.get(context.req.param('merchant_uid') ?? '');
    if (scheduled === undefined) return failed(context, 404, unknownSchedule);
    const scheduleAt = readTime(await readBody(context), books);
    if (scheduleStatus(scheduled) !== 'scheduled' || scheduleAt === null)
      return failed(context, 400, '변경할 수 없는 예약입니다.');
    scheduled.scheduleAt = scheduleAt;
    return done(context, shown(scheduled));
  });

  app.post(`${path}/:merchant_uid/reschedule`, guard('schedule'), async (context) => {
    const scheduled = schedules.get(context.req.param('merchant_uid') ?? '');
    if (scheduled === undefined) return failed(context, 404, unknownSchedule);
    const scheduleAt = readTime(await readBody(context), books);
    if (!hasFailed(scheduled, books) || scheduleAt === null) return failed(context, 400, '다시 예약할 수 없습니다.');
    Object.assign(scheduled, { scheduleAt, executedAt: 0, impUid: null });
    return done(context, shown(scheduled));
  });

  app.post(`${path}/:merchant_uid/retry`, guard('again'), async (context) => {
    const scheduled = schedules.get(context.req.param('merchant_uid') ?? '');
    if (scheduled === undefined) return failed(context, 404, unknownSchedule);
    if (!hasFailed(scheduled, books)) return failed(context, 400, '재시도할 수 없습니다.');
    await scheduleBook.execute(scheduled);
    const attempt = books.attempt(scheduled.impUid ?? '');
    return attempt === undefined ? failed(context, 500, unknownSchedule) : done(context, show(attempt));
  });
}

function hasFailed({ impUid }: Scheduled, books: Books): boolean {
  return impUid !== null && books.attempt(impUid)?.status === 'failed';
}

function asList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((each): each is Fields => typeof each === 'object' && each !== null) : [];
}

function readTime(body: Fields, books: Books): number | null {
  const at = numberField(body, 'schedule_at');
  return at !== null && Number.isInteger(at) && at > books.nowSeconds() ? at : null;
}

/** The charge to make later, or the sentence with which it is refused. */
function readScheduled(
  fields: Fields,
  customerUid: string,
  books: Books,
  schedules: ReadonlyMap<string, Scheduled>,
): Scheduled | string {
  const read = readOrder({ ...fields, customer_uid: customerUid }, books, 'card');
  if (!read.ok) return read.message;
  const scheduleAt = readTime(fields, books);
  if (scheduleAt === null) return '예약 시간이 올바르지 않습니다.';
  if (schedules.has(read.merchantUid)) return '중복된 예약 merchant_uid입니다.';
  const { merchantUid, amount, order } = read;
  return { merchantUid, customerUid, ...amount, order, scheduleAt, executedAt: 0, revokedAt: 0, impUid: null };
}

function within(
  context: Context,
  from: string,
  to: string,
  status: string,
  scheduled: readonly Scheduled[],
): Scheduled[] | null {
  const [begin, end] = [Number(context.req.query(from)), Number(context.req.query(to))];
  if (!Number.isInteger(begin) || !Number.isInteger(end) || begin <= 0 || end < begin) return null;
  const asked = context.req.query(status);
  return scheduled
    .filter((each) => each.scheduleAt >= begin && each.scheduleAt < end)
    .filter((each) => asked === undefined || scheduleStatus(each) === asked)
    .sort((left, right) => right.scheduleAt - left.scheduleAt);
}
