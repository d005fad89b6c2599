import { type CaseId, PaymentGatewayError, type PaymentId } from '@hangil/core';
import { type AccountCode, differenceResolved, isClearing, type ProviderChannel, writeOff } from '@hangil/ledger';
import type { ChangeSet } from '../../store/change-set.ts';
import type { PlanTemplate, TemplateRequest } from './entry-template.ts';
import { refused } from './template-reads.ts';
import { endedCase, mustLoadWaiting } from './waiting-money.ts';

export const planDifferenceResolved: PlanTemplate<'recon_resolve'> = async (request, { caseId, account }) => {
  if (isClearing(account) && !account.startsWith('asset:pg:')) {
    const detail = 'The account waits for something itself: name one at which the money stays.';
    throw new PaymentGatewayError('invalid_request', { param: 'template.account', detail });
  }
  return resolved(request, caseId, account);
};

export const planWriteOff: PlanTemplate<'write_off'> = (request, { caseId }) => resolved(request, caseId, writeOff);

async function resolved(request: TemplateRequest, caseId: CaseId, target: AccountCode): Promise<ChangeSet> {
  const waiting = await mustLoadWaiting(request, caseId, 'suspense:');
  const { account, balanceMinor, currency, opened } = waiting;
  if (await isQuarantined(request, opened.subjectId))
    throw refused('The payment is quarantined: accept or reject it under its case.');
  const entry = differenceResolved(request.header(), {
    caseId,
    paymentId: null,
    channel: channelOfSuspense(account),
    signedMinor: 0 - balanceMinor,
    currency,
    target,
    approval: request.approval,
  });
  return { journalEntries: [entry], ...endedCase(request, waiting, Math.abs(balanceMinor)) };
}

async function isQuarantined({ dependencies: { store } }: TemplateRequest, subjectId: string | null): Promise<boolean> {
  if (subjectId === null || !subjectId.startsWith('pay_')) return false;
  return (await store.payment(subjectId as PaymentId))?.status === 'quarantined';
}

function channelOfSuspense(account: AccountCode): ProviderChannel {
  const [, provider = '', channelId = ''] = account.split(':');
  return { provider, channelId: channelId as ProviderChannel['channelId'] };
}
