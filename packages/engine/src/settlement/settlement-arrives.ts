import { money, PaymentGatewayError } from '@hangil/core';
import { settlementArrived } from '@hangil/ledger';
import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext, entryContext } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { presentSettlement } from './present-settlement.ts';
import type { Settlements } from './settlements.ts';

export function makeSettlementArrives(dependencies: EngineDependencies): Settlements['arrive'] {
  return (scope, id, arrival, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentSettlement(dependencies, scope), (keyed) =>
      commitDecision(dependencies, async () => {
        const context = decisionContext(dependencies);
        const current = owned(await dependencies.store.document('settlement', id), scope);
        if (current.status !== 'received')
          throw new PaymentGatewayError('state_conflict', { detail: 'The bank has shown this settlement already.' });
        const { netMinor, currency, provider, channelId } = current.value;
        if (netMinor <= 0)
          throw new PaymentGatewayError('state_conflict', {
            detail: 'This settlement announces nothing that could arrive.',
          });
        const value = {
          ...current,
          version: current.version + 1,
          status: 'arrived',
          value: { ...current.value, bank: arrival },
        };
        const differenceMinor = Math.abs(netMinor - arrival.amountMinor);
        const evidence = {
          found: 'bank_line',
          announced: netMinor,
          arrived: arrival.amountMinor,
          reference: arrival.reference,
        };
        const subject = { subjectId: id, amountMinor: differenceMinor, currency, evidence };
        const opened = differenceMinor === 0 ? null : openCase(current, { kind: 'contradiction', ...subject }, context);
        const entry = settlementArrived(entryContext(current, context, arrival.arrivedAt), {
          settlementId: id,
          rowKey: id,
          channel: { provider, channelId },
          bankAccount: arrival.bankAccount,
          arrived: money(arrival.amountMinor, currency),
          announcedMinor: netMinor,
          caseId: opened?.id ?? null,
        });
        const idempotency = claimKey(scope, keyed, { kind: 'document', id }, null, context.now);
        const changes = {
          documents: [value],
          journalEntries: [entry],
          cases: opened === null ? [] : [opened],
          ...(idempotency === undefined ? {} : { idempotency }),
        };
        return { changes, value };
      }),
    );
}
