import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import {
  cancelSchedulesSchema,
  createSchedulesSchema,
  rescheduleSchema,
  scheduleListQuery,
  scheduleSchema,
  schedulesAnswer,
} from './schemas.ts';

const tag = 'Schedules';
const params = z.object({ id: z.string() });
const schedule = { status: 200, description: 'The schedule.', schema: scheduleSchema } as const;
const nothingHappened = { 502: 'Nothing changed at the provider.' };
const unknownOutcome = { 504: 'The outcome is not known yet; `resource` carries the schedule.' };

export const createSchedules = {
  method: 'post',
  path: '/v1/schedules',
  tag,
  summary: 'Schedule one or many charges on a billing key',
  body: createSchedulesSchema,
  answer: {
    status: 201,
    description: 'The schedule; a list when `schedules` was sent. Each has its own `status`.',
    schema: schedulesAnswer,
  },
  problems: { ...nothingHappened, ...unknownOutcome },
} as const satisfies Operation;

export const listSchedules = {
  method: 'get',
  path: '/v1/schedules',
  tag,
  summary: 'List schedules',
  query: scheduleListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(scheduleSchema) },
} as const satisfies Operation;

export const cancelAllSchedules = {
  method: 'post',
  path: '/v1/schedules/cancel',
  tag,
  summary: 'Cancel every schedule of a billing key',
  body: cancelSchedulesSchema,
  answer: {
    status: 200,
    description: 'What had not ended, as it is now; `pending_change` shows what the provider has not confirmed.',
    schema: listOf(scheduleSchema),
  },
} as const satisfies Operation;

export const getSchedule = {
  method: 'get',
  path: '/v1/schedules/{id}',
  tag,
  summary: 'Get a schedule',
  params,
  answer: schedule,
} as const satisfies Operation;

export const reschedule = {
  method: 'post',
  path: '/v1/schedules/{id}/reschedule',
  tag,
  summary: 'Move a schedule, or charge a failed one at another time',
  params,
  body: rescheduleSchema,
  answer: schedule,
  problems: { ...nothingHappened, ...unknownOutcome },
} as const satisfies Operation;

export const cancelSchedule = {
  method: 'post',
  path: '/v1/schedules/{id}/cancel',
  tag,
  summary: 'Cancel a schedule',
  params,
  answer: schedule,
  problems: { ...nothingHappened, ...unknownOutcome },
} as const satisfies Operation;

export const retrySchedule = {
  method: 'post',
  path: '/v1/schedules/{id}/retry',
  tag,
  summary: 'Charge a failed schedule now',
  params,
  answer: schedule,
  problems: unknownOutcome,
} as const satisfies Operation;
