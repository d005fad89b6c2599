import type { ProviderEventId, ProviderEventReading, RawProviderEvent } from '@hangil/core';
import { CommitRefused, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { JobChange } from '../store/change-set.ts';

/** Verified and on disk before it is acknowledged. A copy of a mere hint still makes us ask again, should the first have come too early. */
export function makeReceiveProviderEvent(dependencies: EngineDependencies): Engine['receiveProviderEvent'] {
  return async (account, event) => {
    const port = dependencies.directory.provider(account)?.events;
    if (port === undefined) return { kind: 'unknown_account' };
    const reading = port.read(event);
    if (reading.kind === 'rejected') return { kind: 'rejected', reason: reading.reason };
    if (reading.remark !== undefined)
      dependencies.log('info', 'provider event with a remark', {
        provider_account_id: account,
        remark: reading.remark,
      });
    try {
      await keep(dependencies, account, event, reading);
      return { kind: 'accepted', duplicate: false };
    } catch (error) {
      if (!(error instanceof CommitRefused) || error.on !== 'provider_event') throw error;
      if (reading.content.kind === 'hint') await foldAgain(dependencies, account, reading.eventKey);
      return { kind: 'accepted', duplicate: true };
    }
  };
}

async function keep(
  dependencies: EngineDependencies,
  providerAccountId: Parameters<Engine['receiveProviderEvent']>[0],
  { headers, body, receivedAt }: RawProviderEvent,
  { eventKey }: Extract<ProviderEventReading, { kind: 'accepted' }>,
): Promise<void> {
  const { now, ids } = decisionContext(dependencies);
  const id = ids.next('pev');
  const record = {
    id,
    providerAccountId,
    eventKey,
    headers,
    body,
    receivedAt,
    status: 'waiting',
    subjectId: null,
    foldedAt: null,
  } as const;
  await commit(dependencies, { providerEvents: [record], jobs: [foldJob(id, now)] });
}

async function foldAgain(
  dependencies: EngineDependencies,
  account: Parameters<Engine['receiveProviderEvent']>[0],
  eventKey: string,
): Promise<void> {
  const first = await dependencies.store.providerEventByKey(account, eventKey);
  if (first !== null) await commit(dependencies, { jobs: [foldJob(first.id, dependencies.clock.now())] });
}

function foldJob(subjectId: ProviderEventId, dueAt: Date): JobChange {
  return { kind: 'schedule', jobKind: 'fold_provider_event', subjectId, dueAt };
}
