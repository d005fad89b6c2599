import type { FakeCall, FaultPlan } from '@hangil/adapter-testkit';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { platformSignature } from './fake-signature.ts';
import type { Platform } from './platform.ts';
import type { FakeOperation } from './records.ts';

export interface DataOptions {
  readonly platform: Platform;
  readonly faults: FaultPlan;
  readonly projectId: number;
  readonly calls: FakeCall[];
}

/** The Data API has a token and a secret of its own. */
export const dataToken = 'ecommpay_data_token_test';
export const dataSecret = 'ecommpay_data_secret_test';

const wallClock = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const requestSchema = z.object({
  project_id: z.array(z.int()),
  interval: z.object({ start: wallClock, end: wallClock }),
  timezone: z.string(),
  limit: z.int().min(1).max(1000),
  offset: z.int().min(0),
  token: z.literal(dataToken),
  signature: z.string(),
});

/** The operations report, under `/v1` as at the platform. */
export function dataRoutes({ platform, faults, projectId, calls }: DataOptions): Hono {
  const app = new Hono();
  app.post(
    '/v1/operations/get',
    async (_context, next) => {
      calls.push({ operation: 'report', reference: null });
      await next();
    },
    faults.guard('report'),
    async (context) => {
      const body: unknown = await context.req.json().catch(() => null);
      const { data } = requestSchema.safeParse(body);
      if (data === undefined) return refuse(context, 400, 'Malformed request');
      if (platformSignature(body as object, dataSecret) !== data.signature)
        return refuse(context, 403, 'Invalid signature');
      const { interval, limit, offset, timezone } = data;
      const operations = platform
        .all()
        .filter(({ status }) => status !== 'waiting')
        .map((operation) => ({ ...toRow(operation, timezone, projectId), ...distorted(operation, platform) }))
        .filter(({ operation_completed_at: at }) => at >= interval.start && at <= interval.end)
        .sort((left, right) => (left.operation_completed_at < right.operation_completed_at ? -1 : 1))
        .slice(offset, offset + limit);
      const payload = { operations: data.project_id.includes(projectId) ? operations : [] };
      return context.json({ ...payload, signature: platformSignature(payload, dataSecret) });
    },
  );
  return app;
}

function toRow(operation: FakeOperation, timezone: string, projectId: number) {
  return {
    project_id: projectId,
    operation_id: operation.operationId,
    payment_id: operation.reference,
    operation_type: operation.type,
    operation_status: operation.status === 'paid' ? 'success' : 'decline',
    payment_method_name: 'Korean banks',
    operation_created_at: wallClockText(operation.createdAt, timezone),
    operation_completed_at: wallClockText(operation.changedAt, timezone),
    payment_sum: operation.receivedMinor ?? operation.amountMinor,
    payment_currency: operation.currency,
  };
}

function distorted({ reference }: FakeOperation, platform: Platform) {
  const { amountMinor } = platform.distortionOf(reference);
  return amountMinor === undefined ? {} : { payment_sum: amountMinor };
}

function wallClockText(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
}

function refuse(context: Context, status: 400 | 403, message: string): Response {
  return context.json({ status: 'error', message }, status);
}
