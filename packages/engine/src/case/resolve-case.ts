import { type CaseId, PaymentGatewayError } from '@hangil/core';
import { answerOnce, claimKey, ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { owned } from '../decision/owned.ts';
import type { Engine, ResolveCaseInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { moneyUnder } from '../ledger/templates/waiting-money.ts';
import type { Case, CaseResolution } from '../store/records.ts';
import { allowedActions, assertMayDo, loadCaseSubject } from './case-subject.ts';
import { decidedChanges } from './decided-changes.ts';

/** What a person decided, with the bookings that follow from it, in one commit. */
export function makeResolveCase(dependencies: EngineDependencies): Engine['resolveCase'] {
  const { store } = dependencies;
  return (scope, id, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      async (caseId) => ({
        value: await mustLoadCase(dependencies, caseId as CaseId),
        running: false,
        cameToNothing: false,
      }),
      async (keyed) => {
        await commitDecision(dependencies, async () => {
          const context = decisionContext(dependencies);
          const opened = owned(await store.case(id), scope);
          const subject = await loadCaseSubject(dependencies, opened);
          const moneyWaits = (await moneyUnder(store, opened)).length > 0;
          assertMayDo(opened, { subject, moneyWaits }, input.action, context.now);
          assertComplete(input);
          const resolution: CaseResolution = {
            action: input.action,
            note: input.note,
            providerTransactionId: input.providerTransactionId,
            resolvedAt: context.now,
          };
          // What is tried again ends its case by itself when it works.
          const ends = input.action !== 'retry';
          const decided = await decidedChanges(dependencies, opened, subject, input, context);
          const resolved: Case = ends ? { ...opened, status: 'resolved', resolution } : opened;
          const idempotency = claimKey(
            scope,
            keyed,
            { kind: 'case', id },
            idempotent?.represent(resolved) ?? null,
            context.now,
          );
          const changes = merge(decided, {
            resolvedCases: ends ? [{ ...ownerOf(opened), key: opened.key, resolution }] : [],
            ...(idempotency === undefined ? {} : { idempotency }),
          });
          return { changes, value: undefined };
        });
        return mustLoadCase(dependencies, id);
      },
    );
}

/** What may be done about a case now. */
export function makeCaseActions(dependencies: EngineDependencies): Engine['caseActions'] {
  return async (opened) => {
    const moneyWaits = opened.status === 'open' && (await moneyUnder(dependencies.store, opened)).length > 0;
    return allowedActions(opened, await loadCaseSubject(dependencies, opened), moneyWaits);
  };
}

async function mustLoadCase({ store }: EngineDependencies, id: CaseId): Promise<Case> {
  const found = await store.case(id);
  if (found === null) throw new Error(`case ${id} is gone`);
  return found;
}

/** @throws invalid_request when the provider's id is missing that a success is booked with */
function assertComplete({ action, providerTransactionId }: ResolveCaseInput): void {
  if (action !== 'declare_succeeded' || providerTransactionId !== null) return;
  throw new PaymentGatewayError('invalid_request', {
    param: 'provider_transaction_id',
    detail: 'Name the transaction at the provider that shows the success.',
  });
}
