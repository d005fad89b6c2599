import type { DecisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { isUndecided, type ServiceDocument } from './service-document.ts';

export interface ServiceSettlement<Service extends ServiceDocument> {
  /** The same object when nothing is new; else the next version. */
  readonly service: Service;
  readonly changes: ChangeSet;
}

/** Plans when the provider is asked next, or ends the asking; opens a case where a person must look. */
export function withServiceWatch<Service extends ServiceDocument>(
  service: Service,
  context: DecisionContext,
): ServiceSettlement<Service> {
  const job = { jobKind: 'watch_service', subjectId: service.id } as const;
  const { checks, provider, channelId } = service.value;
  if (!isUndecided(service)) {
    const value = { ...service.value, nextCheckAt: null };
    return { service: { ...service, value }, changes: { jobs: [{ kind: 'remove', ...job }] } };
  }
  const dueAt = nextCheckAt('unknown', checks, context.now);
  const evidence = { status: service.status, provider, channel_id: channelId, checks };
  const subject = { subjectId: service.id, amountMinor: null, currency: null, evidence };
  const cases = needsPerson('unknown', checks)
    ? [openCase(service, { kind: 'unknown_outcome', ...subject }, context)]
    : [];
  return {
    service: { ...service, value: { ...service.value, nextCheckAt: dueAt } },
    changes: { jobs: [{ kind: 'schedule', ...job, dueAt }], cases },
  };
}
