import {
  type CancelVerdict,
  type CashReceiptVerdict,
  type Failure,
  type IssuedCashReceipt,
  type NotCreated,
  sameMoney,
  toFailure,
  toNotCreatedFailure,
  type Unknown,
} from '@hangil/core';
import type { KeyEnd } from '../decision/answer-once.ts';
import { type DecisionContext, notBefore, outgoingEvent } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import { changedService } from '../service/service-document.ts';
import type { ServiceSettlement } from '../service/settle-service.ts';
import type { CashReceipt } from './cash-receipts.ts';

type Settlement = ServiceSettlement<CashReceipt>;

/** What came of issuing. */
export function settleIssue(
  receipt: CashReceipt,
  verdict: CashReceiptVerdict | NotCreated | Unknown,
  context: DecisionContext,
): Settlement {
  switch (verdict.kind) {
    case 'issued':
      return issued(receipt, verdict, context);
    case 'declined':
      return failed(receipt, toFailure('service_declined', verdict.reason, verdict.provider));
    case 'not_created':
      return failed(receipt, toNotCreatedFailure(verdict.reason, verdict.provider));
    case 'unknown':
      return { service: changedService(receipt, { status: 'unknown' }), changes: {} };
  }
}

/** What came of canceling: unless it is gone, it stands as before. */
export function settleCancel(
  receipt: CashReceipt,
  verdict: CancelVerdict | NotCreated | Unknown,
  context: DecisionContext,
): Settlement {
  switch (verdict.kind) {
    case 'canceled':
      return canceled(receipt, context.now, context);
    case 'declined':
      return stands(receipt, toFailure('provider_refused', verdict.reason, verdict.provider));
    case 'not_created':
      return stands(receipt, toNotCreatedFailure(verdict.reason, verdict.provider));
    case 'unknown':
      return { service: changedService(receipt, { status: 'unknown' }), changes: {} };
  }
}

/** Every fact is the provider's; another amount than asked for is recorded as it is, and a person is told. */
export function issued(receipt: CashReceipt, news: IssuedCashReceipt, context: DecisionContext): Settlement {
  const { amount, providerReceiptId, approvalNumber, receiptUrl } = news;
  const issuedAt = notBefore(receipt, news.issuedAt);
  const facts = { amount, providerReceiptId, approvalNumber, receiptUrl, issuedAt, failure: null, checks: 0 };
  const service = changedService(receipt, { status: 'issued', value: facts });
  const differs = !sameMoney(amount, receipt.value.amount);
  return {
    service,
    changes: {
      events: [outgoingEvent('cash_receipt.issued', service, { kind: 'document', value: service }, context)],
      cases: differs ? [otherAmount(receipt, news, context)] : [],
    },
  };
}

export function canceled(receipt: CashReceipt, canceledAt: Date, context: DecisionContext): Settlement {
  const value = { canceledAt: notBefore(receipt, canceledAt), failure: null, checks: 0 };
  const service = changedService(receipt, { status: 'canceled', key: null, value });
  const event = outgoingEvent('cash_receipt.canceled', service, { kind: 'document', value: service }, context);
  return { service, changes: { events: [event] } };
}

/** It was never made, so another may be. */
export function failed(receipt: CashReceipt, failure: Failure): Settlement {
  return {
    service: changedService(receipt, { status: 'failed', key: null, value: { failure, checks: 0 } }),
    changes: {},
  };
}

export function stands(receipt: CashReceipt, failure: Failure | null): Settlement {
  return { service: changedService(receipt, { status: 'issued', value: { failure, checks: 0 } }), changes: {} };
}

function otherAmount(receipt: CashReceipt, { amount }: IssuedCashReceipt, context: DecisionContext) {
  const { amount: asked, paymentId } = receipt.value;
  const evidence = {
    contradiction: 'cash_receipt_amount',
    payment_id: paymentId,
    asked_amount: asked.amountMinor,
    reported_amount: amount.amountMinor,
  };
  const subject = { subjectId: receipt.id, amountMinor: asked.amountMinor, currency: asked.currency, evidence };
  return openCase(receipt, { kind: 'contradiction', ...subject }, context);
}

/** An unknown outcome is never frozen, and a request after which nothing exists may be made again under its key. */
export function receiptKeyEnd({ status, value: { failure } }: CashReceipt): KeyEnd {
  if (status === 'unknown') return 'show_present_truth';
  return failure !== null && failure.code !== 'service_declined' ? 'free' : 'keep_answer';
}
