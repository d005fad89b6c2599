import { endKey, type KeyEnd } from '../decision/answer-once.ts';
import { afterProviderCall, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { afterCall } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { callUnderClaim } from '../payment/ask-provider.ts';
import {
  changedService,
  isUndecided,
  mustLoadService,
  type ServiceDocument,
  type ServiceInFlight,
} from './service-document.ts';
import { type ServiceSettlement, withServiceWatch } from './settle-service.ts';

interface AnyVerdict {
  readonly kind: string;
  readonly cause?: string;
}

/** Every verdict may be `unknown` or `not_created`. */
export interface ServiceCall<Service extends ServiceDocument, Verdict extends AnyVerdict> {
  /** For the log: `cashReceipts.issue`. */
  readonly what: string;
  readonly call: () => Promise<Verdict>;
  readonly settle: (service: Service, verdict: Verdict, context: DecisionContext) => ServiceSettlement<Service>;
  readonly keyEnd: (service: Service) => KeyEnd;
}

/**
 * Calls the provider for a claimed document and commits what came of it. Doubts of a caller whose claim was taken over are
 * dropped, because whoever took over has asked the provider since.
 */
export async function callForService<Service extends ServiceDocument, Verdict extends AnyVerdict>(
  dependencies: EngineDependencies,
  claimed: ServiceInFlight<Service>,
  { what, call, settle, keyEnd }: ServiceCall<Service, Verdict>,
  idempotent: IdempotentRequest<Service> | undefined,
): Promise<{ readonly service: Service; readonly verdict: AnyVerdict }> {
  const verdict = (await callUnderClaim(dependencies, what, claimed.operation, call)) as Verdict;
  const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
  const concluded = commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const { service, operation } =
      round === 0
        ? claimed
        : ((await mustLoadService(dependencies, claimed.service.kind, claimed.service.id)) as ServiceInFlight<Service>);
    const holdsClaim = operation.fence === claimed.operation.fence;
    const settled = !holdsClaim && doubtful ? { service, changes: {} } : settle(service, verdict, context);
    const moved = settled.service === service ? changedService(service, {}) : settled.service;
    const watched = withServiceWatch(moved, context);
    const final = !isUndecided(watched.service);
    return {
      changes: merge(settled.changes, watched.changes, {
        documents: [watched.service],
        operations: afterCall(operation, claimed.operation.fence, verdict, final, context.now),
        idempotency: endKey(idempotent, watched.service, keyEnd(watched.service)),
      }),
      value: watched.service,
    };
  });
  return { service: await afterProviderCall(concluded), verdict };
}
