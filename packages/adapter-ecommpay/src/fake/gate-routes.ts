import type { FakeCall, FaultPlan } from '@hangil/adapter-testkit';
import { type Context, Hono } from 'hono';
import { checkSignature, type Refusal, readClarification, readPayout, readSale } from './gate-checks.ts';
import type { Platform } from './platform.ts';
import type { FakeOperation, PayoutRequest, SaleRequest } from './records.ts';

export interface GateOptions {
  readonly platform: Platform;
  readonly faults: FaultPlan;
  readonly projectId: number;
  readonly secret: string;
  readonly calls: FakeCall[];
  readonly banks: readonly FakeBank[];
}

export interface FakeBank {
  readonly id: number;
  readonly name: string;
}

/** The first status request by request id is answered no sooner than this after the request itself. */
const requestStatusDelayMs = 10_000;

type Handler = (body: Record<string, unknown>, context: Context) => Response;

/** The Gate API: every request is a signed POST with a JSON body. */
export function gateRoutes({ platform, faults, projectId, secret, calls, banks }: GateOptions): Hono {
  const app = new Hono();

  function route(path: string, operation: string, handler: Handler): void {
    app.post(
      path,
      async (context, next) => {
        platform.look();
        calls.push({ operation, reference: referenceOf(await readBody(context)) });
        await next();
      },
      faults.guard(operation),
      async (context) => {
        const body = await readBody(context);
        if (body === null) return refuse(context, { code: '2003', message: 'Invalid JSON string' });
        const refusal = checkSignature(body, projectId, secret);
        return refusal === null ? handler(body, context) : refuse(context, refusal);
      },
    );
  }

  function accept(request: SaleRequest | PayoutRequest | Refusal, context: Context): Response {
    if ('code' in request) return refuse(context, request);
    if (platform.find(request.reference) !== undefined)
      return refuse(context, { code: '3041', message: 'Payment ID already exists' });
    const taken = platform.accept(request);
    if (taken === null) return refuse(context, { code: '3028', message: 'Insufficient funds on merchant balance' });
    const { requestId, reference } = taken;
    return context.json({ status: 'success', request_id: requestId, project_id: projectId, payment_id: reference });
  }

  function status(operation: FakeOperation | undefined, context: Context): Response {
    if (operation !== undefined) return context.json(platform.statusOf(operation));
    return context.json({ project_id: projectId, errors: [{ code: '3061', message: 'Transaction not found' }] });
  }

  route('/v2/payment/banks/korea/sale', 'sale', (body, context) => accept(readSale(body), context));
  route('/v2/payment/banks/korea/payout', 'payout', (body, context) => accept(readPayout(body, banks), context));
  route('/v2/payment/status', 'status', (body, context) => status(platform.find(referenceOf(body) ?? ''), context));
  route('/v2/payment/status/request', 'status_by_request', (body, context) => {
    const operation = platform.findByRequestId(String(body.request_id));
    const early = operation !== undefined && platform.now() - operation.createdAt.getTime() < requestStatusDelayMs;
    return early
      ? refuse(context, { code: '3062', message: 'Payment details not received' })
      : status(operation, context);
  });
  route('/v2/payment/clarification', 'clarification', (body, context) => {
    const reference = referenceOf(body) ?? '';
    const names = readClarification(body);
    if ('code' in names) return refuse(context, names);
    if (!platform.clarify(reference, names))
      return refuse(context, {
        code: '3060',
        message: 'Current payment or operation status does not allow this action',
      });
    return context.json({ status: 'success', request_id: '0', project_id: projectId, payment_id: reference });
  });
  for (const use of ['sale', 'payout']) {
    route(`/v2/info/banks/korea/${use}/list`, `${use}_banks`, (_body, context) =>
      context.json(banks.map(({ id, name }) => ({ id, name }))),
    );
  }
  return app;
}

async function readBody(context: Context): Promise<Record<string, unknown> | null> {
  const body: unknown = await context.req.json().catch(() => null);
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
}

function referenceOf(body: Record<string, unknown> | null): string | null {
  const { payment_id } = (body?.general ?? {}) as { readonly payment_id?: unknown };
  return typeof payment_id === 'string' ? payment_id : null;
}

/** The HTTP status of a refusal is not documented; 400 stands for every cause. */
function refuse(context: Context, { code, message }: Refusal): Response {
  return context.json({ status: 'error', code, message }, 400);
}
