import { PaymentGatewayError } from '@hangil/core';
import { claimKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { providerOf } from '../payment/ask-provider.ts';
import { callForService } from '../service/call-for-service.ts';
import { changedService, type ServiceInFlight } from '../service/service-document.ts';
import type { Scope } from '../store/records.ts';
import { receiptAtProvider } from './ask-about-receipt.ts';
import type { CashReceipt } from './cash-receipts.ts';
import { receiptPortOf } from './issue-receipt.ts';
import { receiptKeyEnd, settleCancel } from './settle-receipt.ts';

export async function cancelReceipt(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  keyed: KeyedRequest<CashReceipt> | undefined,
): Promise<CashReceipt> {
  const claimed = await claimCancel(dependencies, scope, id, keyed);
  const port = receiptPortOf(dependencies, claimed.service);
  const target = await receiptAtProvider(dependencies, claimed.service);
  const call = () => port.cancel(target, {});
  const canceling = { what: 'cashReceipts.cancel', call, settle: settleCancel, keyEnd: receiptKeyEnd };
  const { service } = await callForService(dependencies, claimed, canceling, keyed);
  const { failure, provider } = service.value;
  if (service.status === 'issued' && failure !== null) {
    const words = { name: provider, ...failure.provider };
    throw new PaymentGatewayError(failure.code, { detail: failure.message.en, provider: words });
  }
  return service;
}

function claimCancel(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  keyed: KeyedRequest<CashReceipt> | undefined,
): Promise<ServiceInFlight<CashReceipt>> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const receipt = owned(await dependencies.store.document('cash_receipt', id), scope);
    if (receipt.status !== 'issued') {
      const { status } = receipt;
      throw new PaymentGatewayError('state_conflict', { detail: `The cash receipt is ${status}.`, extra: { status } });
    }
    const { providerAccountId, channelId } = receipt.value;
    const operationId = context.ids.next('op');
    const owner = { ...ownerOf(receipt), providerAccountId, channelId };
    const intent = { ...owner, id: operationId, kind: 'cash_receipt', subjectId: id } as const;
    const operation = newOperation(intent, providerOf(dependencies, providerAccountId).manifest, 'claimed', context);
    const dueAt = operation.leaseUntil ?? context.now;
    const value = { action: 'cancel', operationId, failure: null, checks: 0, nextCheckAt: dueAt } as const;
    const service = changedService(receipt, { status: 'pending', value });
    return {
      changes: {
        documents: [service],
        operations: [operation],
        jobs: [{ kind: 'schedule', jobKind: 'watch_service', subjectId: id, dueAt }],
        idempotency: claimKey(scope, keyed, { kind: 'document', id }, null, context.now),
      },
      value: { service, operation },
    };
  });
}
