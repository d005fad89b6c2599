import type { Context, Hono } from 'hono';
import { type Attempt, updatedAt } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed } from './envelope.ts';
import type { Guard } from './operations.ts';
import type { ShowPayment } from './payment-json.ts';
import { flagField, readForm, textsField } from './request-body.ts';

const statuses = ['ready', 'paid', 'failed', 'cancelled'];
const notFound = '존재하지 않는 결제정보입니다.';
const statusSpanSeconds = 90 * 24 * 60 * 60;

interface LookupParts {
  readonly books: Books;
  readonly show: ShowPayment;
  readonly sandbox: boolean;
}

/** Lookups by id, by order and by status. */
export function mountLookups(app: Hono, guard: Guard, { books, show, sandbox }: LookupParts): void {
  app.get('/payments', guard('list'), (context) => {
    const query = queryOf(context);
    const impUids = textsField(query, 'imp_uid');
    const merchantUids = textsField(query, 'merchant_uid');
    const wanted = impUids.length > 0 ? impUids : merchantUids;
    if (wanted.length === 0 || wanted.length > 100)
      return failed(context, 400, '조회할 대상은 1건 이상 100건 이하여야 합니다.');
    const found = wanted.map((id) => (impUids.length > 0 ? books.attempt(id) : newest(books.attempts(id))));
    const payments = found.filter((attempt) => attempt !== undefined).map(show);
    if (payments.length === 0) return failed(context, 404, notFound);
    return done(context, payments, payments.length === wanted.length ? 200 : 207);
  });

  const find = (context: Context) => {
    const attempts = select(context, books.attempts(context.req.param('merchant_uid')));
    if (attempts === null) return failed(context, 400, '조회 조건이 올바르지 않습니다.');
    const [first] = attempts;
    return first === undefined ? failed(context, 404, notFound) : done(context, show(first));
  };
  app.get('/payments/find/:merchant_uid', guard('find'), find);
  app.get('/payments/find/:merchant_uid/:status', guard('find'), find);

  const findAll = (context: Context) => {
    const attempts = select(context, books.attempts(context.req.param('merchant_uid')));
    if (attempts === null) return failed(context, 400, '조회 조건이 올바르지 않습니다.');
    return attempts.length === 0 ? failed(context, 404, notFound) : page(context, attempts, show);
  };
  app.get('/payments/findAll/:merchant_uid', guard('find_all'), findAll);
  app.get('/payments/findAll/:merchant_uid/:status', guard('find_all'), findAll);
  app.get('/payments/findAll/:merchant_uid/:status/:sorting', guard('find_all'), findAll);

  app.get('/payments/status/:status', guard('list_by_status'), (context) => {
    const to = numberOf(context, 'to') ?? books.nowSeconds();
    const from = numberOf(context, 'from') ?? to - statusSpanSeconds;
    if (to - from > statusSpanSeconds) return failed(context, 400, '조회기간은 최대 90일입니다.');
    const selected = select(context, books.attempts());
    if (selected === null) return failed(context, 400, '조회 조건이 올바르지 않습니다.');
    return page(
      context,
      selected.filter((each) => timeOfStatus(each) >= from && timeOfStatus(each) <= to),
      show,
    );
  });

  app.get('/payments/:imp_uid', guard('get'), (context) => {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    const isHidden = sandbox && !flagField(queryOf(context), 'include_sandbox');
    return attempt === undefined || isHidden ? failed(context, 404, notFound) : done(context, show(attempt));
  });
}

function queryOf(context: Context) {
  return readForm(new URL(context.req.url).searchParams);
}

function newest(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.at(-1);
}

/** Filters by the status in the path and sorts, newest start first by default; null for a word that does not exist. */
function select(context: Context, attempts: readonly Attempt[]): Attempt[] | null {
  const status = context.req.param('status') ?? 'all';
  if (status !== 'all' && !statuses.includes(status)) return null;
  const sorting = context.req.query('sorting') ?? context.req.param('sorting') ?? '-started';
  const timeOf = sortKeys[sorting.replace(/^-/, '')];
  if (timeOf === undefined) return null;
  const selected = attempts.filter((each) => status === 'all' || each.status === status);
  const ascending = selected.toSorted((left, right) => timeOf(left) - timeOf(right));
  return sorting.startsWith('-') ? ascending.reverse() : ascending;
}

const sortKeys: Readonly<Record<string, (attempt: Attempt) => number>> = {
  started: (attempt) => attempt.startedAt,
  paid: (attempt) => attempt.paidAt,
  updated: updatedAt,
};

function timeOfStatus(attempt: Attempt): number {
  switch (attempt.status) {
    case 'ready':
      return attempt.startedAt;
    case 'paid':
      return attempt.paidAt;
    case 'failed':
      return attempt.failedAt;
    case 'cancelled':
      return attempt.cancels.at(-1)?.cancelledAt ?? attempt.startedAt;
  }
}

function page(context: Context, attempts: readonly Attempt[], show: ShowPayment): Response {
  const number = numberOf(context, 'page') ?? 1;
  const limit = numberOf(context, 'limit') ?? 20;
  if (number < 1 || limit < 1 || limit > 1000) return failed(context, 400, '페이지 조건이 올바르지 않습니다.');
  const list = attempts.slice((number - 1) * limit, number * limit);
  if (list.length === 0 && number > 1) return failed(context, 400, '조회 결과가 없는 페이지입니다.');
  const hasNext = attempts.length > number * limit;
  return done(context, {
    total: attempts.length,
    previous: number - 1,
    next: hasNext ? number + 1 : 0,
    list: list.map(show),
  });
}

function numberOf(context: Context, name: string): number | null {
  const value = context.req.query(name);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}
