import {
  dayMs,
  hourMs,
  minuteMs,
  type PaymentId,
  type PayoutId,
  type ProviderEventId,
  type RefundId,
  secondMs,
} from '@hangil/core';
import { runWatchBillingKey } from '../billing-key/confirm-billing-key.ts';
import { runDeleteBillingKey } from '../billing-key/delete-billing-key.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { expirePayment } from '../payment/cancel-payment.ts';
import { runRecheckPayment } from '../payment/recheck-payment.ts';
import { runWatchPayment } from '../payment/watch-payment-job.ts';
import { sendWhenDue } from '../payout/send-payout.ts';
import { runWatchPayout } from '../payout/sync-payout.ts';
import { concludeBatch, runBatch } from '../payout-batch/run-batch.ts';
import { foldingFailed, foldProviderEvent } from '../provider-event/fold-provider-event.ts';
import { runSendRefund, runWatchRefund } from '../refund/refund-jobs.ts';
import { runSchedule } from '../schedule/run-schedule.ts';
import { runWatchService } from '../service/watch-service.ts';
import type { Job, JobKind } from '../store/records.ts';
import { noTracer } from '../tracer.ts';
import { removeExpiredKeys } from './remove-expired-keys.ts';

type JobHandler = (dependencies: EngineDependencies, subjectId: string) => Promise<void>;

/** Every handler starts from what is stored, so running it once more is harmless. */
const handlers: Readonly<Record<JobKind, JobHandler>> = {
  watch_payment: (dependencies, id) => runWatchPayment(dependencies, id as PaymentId),
  watch_refund: (dependencies, id) => runWatchRefund(dependencies, id as RefundId),
  watch_payout: (dependencies, id) => runWatchPayout(dependencies, id as PayoutId),
  send_refund: (dependencies, id) => runSendRefund(dependencies, id as PaymentId),
  expire_payment: (dependencies, id) => expirePayment(dependencies, id as PaymentId),
  recheck_payment: (dependencies, id) => runRecheckPayment(dependencies, id as PaymentId),
  fold_provider_event: (dependencies, id) => foldProviderEvent(dependencies, id as ProviderEventId),
  watch_billing_key: runWatchBillingKey,
  delete_billing_key: runDeleteBillingKey,
  run_schedule: runSchedule,
  watch_service: runWatchService,
  send_payout: (dependencies, id) => sendWhenDue(dependencies, id as PayoutId),
  run_payout_batch: runBatch,
  conclude_payout_batch: concludeBatch,
  remove_expired_keys: removeExpiredKeys,
};

/** Longer than any provider call, so that a job is taken over only when its runner is gone. */
const jobLeaseMs = 5 * minuteMs;

export function makeStartDueJobs(dependencies: EngineDependencies): Engine['startDueJobs'] {
  return async (limit) => {
    const now = dependencies.clock.now();
    const leaseUntil = new Date(now.getTime() + jobLeaseMs);
    const jobs = await dependencies.store.claimJobs({ now, leaseUntil, limit });
    return jobs.map((job) => run(dependencies, job));
  };
}

/** A job that fails waits longer and longer and keeps trying; it stands in nobody's way. */
async function run(dependencies: EngineDependencies, job: Job): Promise<void> {
  const { tracer = noTracer } = dependencies;
  const facts = { subject_id: job.subjectId };
  try {
    await tracer.run(`job ${job.kind}`, facts, () => handlers[job.kind](dependencies, job.subjectId));
    await dependencies.store.finishJob(job);
  } catch (error) {
    dependencies.log('warn', 'job failed', { job: job.key, failures: job.failures + 1 }, error);
    const isOver = job.kind === 'fold_provider_event' && !(await foldingFailed(dependencies, job, error));
    if (isOver) return dependencies.store.finishJob(job);
    await dependencies.store.retryJob(job, new Date(dependencies.clock.now().getTime() + retryDelayMs(job.failures)));
  }
}

const retryDelaysMs = [secondMs, 10 * secondMs, minuteMs, 10 * minuteMs, hourMs];

function retryDelayMs(failures: number): number {
  return retryDelaysMs[failures] ?? dayMs / 4;
}
