import type { ChannelId } from '@hangil/core';
import { ownerOf } from '../../decision/answer-once.ts';
import { commitDecision } from '../../decision/commit.ts';
import { decisionContext, outgoingEvent } from '../../decision/decision-context.ts';
import type { EngineDependencies } from '../../engine-dependencies.ts';
import type { Document } from '../../store/document.ts';
import type { Operation } from '../../store/operation.ts';
import type { Scope } from '../../store/records.ts';
import type { CallEnd } from './circuit-breaker.ts';

/** What a verdict says about its channel. */
export interface HealthEvidence {
  readonly kind: string;
  readonly reason?: string;
}

/** Notes how a call of a channel ended. When that changes what the channel counts for, the merchant is told; should that fail, the call goes on. */
export async function noteCallEnd(
  dependencies: EngineDependencies,
  operation: Operation,
  verdict: HealthEvidence,
  begunAt: Date,
): Promise<void> {
  const { routing, clock, log } = dependencies;
  const change = routing.health.callEnded(operation, endOf(verdict), begunAt, clock.now());
  if (change === null) return;
  const { channelId } = operation;
  log(change === 'unhealthy' ? 'warn' : 'info', `channel ${change}`, { channel_id: channelId });
  await tell(dependencies, operation, channelId, change).catch((error: unknown) =>
    log('error', 'the health of a channel could not be told', { channel_id: channelId }, error),
  );
}

function endOf({ kind, reason }: HealthEvidence): CallEnd {
  if (kind === 'unknown') return 'timed_out';
  const notReached = kind === 'not_created' && (reason === 'provider_unavailable' || reason === 'timed_out');
  return notReached ? 'not_reached' : 'answered';
}

function tell(
  dependencies: EngineDependencies,
  scope: Scope,
  channelId: ChannelId,
  change: 'unhealthy' | 'recovered',
): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const known = await dependencies.store.documentByKey('channel_health', scope, channelId);
    const { failuresInARow } = dependencies.routing.health.health({ channelId, livemode: scope.livemode }, context.now);
    const told: Document<'channel_health'> = {
      kind: 'channel_health',
      id: known?.id ?? context.ids.next('chn'),
      version: (known?.version ?? 0) + 1,
      ...ownerOf(scope),
      key: channelId,
      parentId: null,
      status: change === 'unhealthy' ? 'unhealthy' : 'healthy',
      createdAt: known?.createdAt ?? context.now,
      value: { channelId, failuresInARow, since: context.now },
    };
    const event = outgoingEvent(`channel.${change}`, told, { kind: 'document', value: told }, context);
    return { changes: { documents: [told], events: [event] }, value: undefined };
  });
}
