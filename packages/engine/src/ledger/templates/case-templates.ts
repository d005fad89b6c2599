import { type CaseId, PaymentGatewayError, type PaymentId } from '@hangil/core';
import {
  type AccountCode,
  differenceFound,
  differenceResolved,
  isClearing,
  type ProviderChannel,
  writeOff,
} from '@hangil/ledger';
import { openCase } from '../../decision/open-case.ts';
import type { ChangeSet } from '../../store/change-set.ts';
import type { PlanTemplate, TemplateRequest } from './entry-template.ts';
import { mustLoadPayment, refused } from './template-reads.ts';
import { endedCase, mustLoadWaiting } from './waiting-money.ts';

export const planDifferenceFound: PlanTemplate<'recon_open'> = async (request, fields) => {
  const { channelId, amount, providerHas, paymentId } = fields;
  const { dependencies, scope, manualEntryId, context } = request;
  const known = dependencies.directory.merchant(scope.merchantId)?.channels.find(({ id }) => id === channelId);
  if (known === undefined) {
    const detail = 'There is no such channel.';
    throw new PaymentGatewayError('invalid_request', { param: 'template.channel_id', detail });
  }
  if (paymentId !== null) await mustLoadPayment(request, paymentId);
  const evidence = { found: 'manual_entry', manual_entry: manualEntryId, provider_has: providerHas };
  const subject = {
    kind: 'contradiction',
    distinction: manualEntryId,
    subjectId: paymentId,
    ...amount,
    evidence,
  } as const;
  const opened = openCase(scope, subject, context);
  const channel = { provider: known.provider.id, channelId };
  const event = { caseId: opened.id, paymentId, channel, amount, providerHas };
  return { cases: [opened], journalEntries: [differenceFound(request.header(), event)] };
};

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
