import { answerOnce, type Present } from '../decision/answer-once.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { isUndecided, mustLoadService } from '../service/service-document.ts';
import { cancelReceipt } from './cancel-receipt.ts';
import type { CashReceipt, CashReceipts } from './cash-receipts.ts';
import { issueReceipt } from './issue-receipt.ts';
import { receiptKeyEnd } from './settle-receipt.ts';

export function createCashReceipts(dependencies: EngineDependencies): CashReceipts {
  const present = async (id: string): Promise<Present<CashReceipt>> => {
    const { service, operation } = await mustLoadService(dependencies, 'cash_receipt', id);
    const running = isUndecided(service) && isBeingSent(operation, dependencies.clock.now());
    return { value: service, running, cameToNothing: receiptKeyEnd(service) === 'free' };
  };
  return {
    issue: (scope, input, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) => issueReceipt(dependencies, scope, input, keyed)),
    cancel: (scope, id, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) => cancelReceipt(dependencies, scope, id, keyed)),
  };
}
