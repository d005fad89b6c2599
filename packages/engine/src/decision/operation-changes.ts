import {
  type ChannelId,
  type OperationId,
  type ProviderAccountId,
  type ProviderManifest,
  providerReference,
  secondMs,
} from '@hangil/core';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';
import type { DecisionContext } from './decision-context.ts';

/** Time between the provider's own time limit and the moment when somebody else may take a claim over. */
const leaseGraceMs = 10 * secondMs;

/**
 * A claim is for the call that follows at once. A process that was stopped in between must not send any more: others may have
 * proven by now that nothing was sent.
 */
export function mayStillSend(operation: Operation, now: Date): boolean {
  return operation.sentAt !== null && now.getTime() - operation.sentAt.getTime() <= leaseGraceMs;
}

type Intent = Scope &
  Pick<Operation, 'kind' | 'subjectId'> & {
    readonly id: OperationId;
    readonly providerAccountId: ProviderAccountId;
    readonly channelId: ChannelId;
  };

/** A new intent, claimed for the call that follows the commit (or queued for a later one). */
export function newOperation(
  intent: Intent,
  manifest: ProviderManifest,
  status: 'claimed' | 'queued',
  context: DecisionContext,
): Operation {
  const queued = queuedOperation(intent, context);
  return status === 'queued' ? queued : { ...claim(queued, manifest, context.now), fence: 1 };
}

/** A new intent whose turn comes later. */
export function queuedOperation(intent: Intent, { now }: DecisionContext): Operation {
  const { id, kind, subjectId, merchantId, livemode, providerAccountId, channelId } = intent;
  return {
    id,
    fence: 1,
    kind,
    subjectId,
    merchantId,
    livemode,
    providerAccountId,
    channelId,
    reference: providerReference(id),
    status: 'queued',
    leaseUntil: null,
    outcome: null,
    cause: null,
    createdAt: now,
    sentAt: null,
    finishedAt: null,
  };
}

/** Takes a lease for the next call. What came of an earlier one is past. */
export function claim(operation: Operation, manifest: ProviderManifest, now: Date): Operation {
  const leaseUntil = new Date(now.getTime() + manifest.callTimeoutMs + leaseGraceMs);
  return {
    ...operation,
    fence: operation.fence + 1,
    status: 'claimed',
    leaseUntil,
    outcome: null,
    cause: null,
    sentAt: now,
  };
}

/** A lease that somebody still holds. */
export function isBeingSent(operation: Operation, now: Date): boolean {
  return operation.status === 'claimed' && operation.leaseUntil !== null && operation.leaseUntil > now;
}

/** Writes down what came of it and gives the lease back. */
export function concluded(
  operation: Operation,
  verdict: { readonly kind: string; readonly cause?: string },
  final: boolean,
  now: Date,
): Operation {
  return {
    ...operation,
    fence: operation.fence + 1,
    status: final ? 'closed' : 'open',
    leaseUntil: null,
    outcome: verdict.kind,
    cause: verdict.cause ?? null,
    finishedAt: final ? now : null,
  };
}

/**
 * What the end of a call does to its operation: whoever still holds the claim concludes it; whoever has lost it only closes
 * it, and only when his facts ended the matter.
 */
export function afterCall(
  operation: Operation,
  claimedFence: number,
  verdict: { readonly kind: string; readonly cause?: string },
  final: boolean,
  now: Date,
): Operation[] {
  const holdsClaim = operation.fence === claimedFence;
  return holdsClaim || (final && operation.status !== 'closed') ? [concluded(operation, verdict, final, now)] : [];
}

/**
 * What a reading does to its operation: it is closed with its subject; a caller whose lease ran out loses it; and once the
 * provider has been seen to have it, a later "not found" proves nothing any more.
 */
export function afterReading(
  operation: Operation,
  reading: { readonly kind: string; readonly cause?: string },
  final: boolean,
  now: Date,
): Operation[] {
  if (operation.status === 'closed') return [];
  if (final) return [concluded(operation, reading, true, now)];
  const callerIsGone = operation.status === 'claimed' && !isBeingSent(operation, now);
  const isSeen = reading.kind === 'pending' && operation.outcome !== 'pending';
  if (!callerIsGone && !isSeen) return [];
  const outcome = reading.kind === 'pending' ? reading : { kind: 'unknown', cause: 'lease ran out' };
  return [concluded(operation, outcome, false, now)];
}

/**
 * "Not found" proves something only when the request can no longer be on its way and the provider's own delay has passed.
 * @returns when that is, or null when this provider's "not found" never proves anything
 */
export function absenceProvenAt(operation: Operation, manifest: ProviderManifest): Date | null {
  if (manifest.inquiry.kind === 'none' || operation.sentAt === null) return null;
  const visibilityDelayMs = manifest.inquiry.kind === 'eventual' ? manifest.inquiry.visibilityDelayMs : 0;
  return new Date(operation.sentAt.getTime() + leaseGraceMs + manifest.callTimeoutMs + visibilityDelayMs);
}
