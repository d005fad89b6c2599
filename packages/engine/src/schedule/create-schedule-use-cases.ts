import type { EngineDependencies } from '../engine-dependencies.ts';
import { makeCancelAllSchedules, makeCancelSchedule, makeMoveSchedule, makeRetrySchedule } from './change-schedule.ts';
import { makeCreateSchedules } from './create-schedules.ts';
import type { Schedules } from './schedules.ts';

export function createScheduleUseCases(dependencies: EngineDependencies): Schedules {
  return {
    create: makeCreateSchedules(dependencies),
    move: makeMoveSchedule(dependencies),
    cancel: makeCancelSchedule(dependencies),
    cancelAll: makeCancelAllSchedules(dependencies),
    retry: makeRetrySchedule(dependencies),
  };
}
