import type { Failure } from '@hangil/core';
import type { Document } from '../store/document.ts';

/** A run of an action on a payment, kept for the audit. What was given stands there without what looks like a secret. */
export interface PaymentActionValue {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly result: unknown;
  readonly failure: Failure | null;
  /** Until then the call may be under way; a run that is still open afterwards has an unknown outcome. */
  readonly leaseUntil: Date;
  readonly finishedAt: Date | null;
}

export type PaymentAction = Extract<Document, { kind: 'payment_action' }>;

export const paymentActionStatuses = ['running', 'succeeded', 'partly_succeeded', 'failed', 'unknown'] as const;
export type PaymentActionStatus = (typeof paymentActionStatuses)[number];

/** As it is now: whoever ran it may be gone. */
export function actionStatus({ status, value }: PaymentAction, now: Date): PaymentActionStatus {
  return status === 'running' && value.leaseUntil <= now ? 'unknown' : (status as PaymentActionStatus);
}
