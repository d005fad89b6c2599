import type { FakeCall, FakeProvider, FaultPlan } from '@hangil/adapter-testkit';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Books } from './books.ts';

/** Words for faults and recorded calls, each with what the call moves. */
export const operations = {
  confirm: 'charge',
  key_in: 'charge',
  virtual_account: 'open',
  get: 'inquiry',
  find: 'inquiry',
  cancel: 'refund',
  revoke: 'cancel',
  card_key: 'open',
  window_key: 'open',
  charge_key: 'charge',
  delete_key: 'cancel',
  receipt_issue: 'open',
  receipt_cancel: 'cancel',
  receipt_list: 'inquiry',
} as const satisfies FakeProvider['operations'];

type Operation = keyof typeof operations;
type Fields = Readonly<Record<string, unknown>>;

/** What an endpoint answers: an object or nothing for 200, or a refusal. */
export type ApiAnswer = { readonly status: 200; readonly body: object | null } | ReturnType<typeof refusal>;
type Handler = (body: Fields, parameter: string) => ApiAnswer | Promise<ApiAnswer>;

export interface Api {
  get(path: string, operation: Operation, handler: Handler): void;
  post(path: string, operation: (parameter: string) => Operation, handler: Handler): void;
  delete(path: string, operation: Operation, handler: Handler): void;
}

export function refusal(status: 400 | 401 | 403 | 404 | 409, code: string, message: string) {
  return { status, body: { code, message } } as const;
}

interface ApiParts {
  readonly books: Books;
  readonly calls: FakeCall[];
  readonly faults: FaultPlan;
  readonly secretKey: string;
}

/** Puts endpoints behind what all of them share: the record of calls, planned faults, the secret key, and the idempotency key. */
export function createApi(app: Hono, { books, calls, faults, secretKey }: ApiParts): Api {
  const answers = new Map<string, ApiAnswer | 'running'>();

  function route(operation: (parameter: string) => Operation, handler: Handler): MiddlewareHandler {
    return async (context) => {
      const parameter = context.req.param('key') ?? context.req.param('order') ?? '';
      const body = context.req.method === 'GET' ? context.req.query() : await readJson(context);
      const word = operation(parameter);
      const orderId =
        body.orderId ?? body.customerKey ?? context.req.param('order') ?? books.byKey(parameter)?.orderId ?? null;
      calls.push({ operation: word, reference: typeof orderId === 'string' ? orderId : null });
      return faults.guard(word)(context, async () => {
        const answer = isAuthorized(context) ? await once(context, () => handler(body, parameter)) : unauthorized;
        context.res = answer.body === null ? context.body(null, 200) : context.json(answer.body, answer.status);
      });
    };
  }

  function isAuthorized(context: Context): boolean {
    const [scheme, value = ''] = (context.req.header('authorization') ?? '').split(' ');
    return scheme === 'Basic' && Buffer.from(value, 'base64').toString() === `${secretKey}:`;
  }

  /** Every answer is kept, refusals too; the body is no part of what makes a request the same. */
  async function once(context: Context, answer: () => ApiAnswer | Promise<ApiAnswer>): Promise<ApiAnswer> {
    const key = context.req.header('idempotency-key');
    if (key === undefined || context.req.method !== 'POST') return answer();
    if (key.length > 300) return refusal(400, 'INVALID_IDEMPOTENCY_KEY', '멱등키는 300자 이하여야 합니다.');
    const place = `${context.req.path} ${key}`;
    const known = answers.get(place);
    if (known === 'running') return refusal(409, 'IDEMPOTENT_REQUEST_PROCESSING', '이전 요청이 처리 중입니다.');
    if (known !== undefined) return known;
    answers.set(place, 'running');
    const fresh = await answer();
    answers.set(place, fresh);
    return fresh;
  }

  return {
    get: (path, operation, handler) =>
      void app.get(
        path,
        route(() => operation, handler),
      ),
    post: (path, operation, handler) => void app.post(path, route(operation, handler)),
    delete: (path, operation, handler) =>
      void app.delete(
        path,
        route(() => operation, handler),
      ),
  };
}

const unauthorized = refusal(401, 'UNAUTHORIZED_KEY', '인증되지 않은 시크릿 키 혹은 클라이언트 키 입니다.');

async function readJson(context: Context): Promise<Fields> {
  try {
    const value: unknown = await context.req.json();
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}
