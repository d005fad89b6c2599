import {
  type CashReceiptIdentifier,
  type CashReceiptPort,
  type ChannelId,
  hasBeenPaid,
  type IssueCashReceiptRequest,
  money,
  type Payment,
  PaymentGatewayError,
  type PaymentMethodType,
  providerReference,
  refundableMinor,
} from '@hangil/core';
import { claimKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { newOperation } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { atProvider, providerOf } from '../payment/ask-provider.ts';
import { callForService } from '../service/call-for-service.ts';
import { chooseServiceChannel } from '../service/choose-channel.ts';
import type { ServiceInFlight } from '../service/service-document.ts';
import type { Scope } from '../store/records.ts';
import type { CashReceipt, IssueCashReceiptInput } from './cash-receipts.ts';
import { receiptKeyEnd, settleIssue } from './settle-receipt.ts';

export async function issueReceipt(
  dependencies: EngineDependencies,
  scope: Scope,
  input: IssueCashReceiptInput,
  keyed: KeyedRequest<CashReceipt> | undefined,
): Promise<CashReceipt> {
  const { claimed, request } = await claimIssue(dependencies, scope, input, keyed);
  const port = receiptPortOf(dependencies, claimed.service);
  const call = () => port.issue(request, {});
  const issuing = { what: 'cashReceipts.issue', call, settle: settleIssue, keyEnd: receiptKeyEnd };
  return (await callForService(dependencies, claimed, issuing, keyed)).service;
}

/** @throws Error when the provider has stopped to offer receipts: an operator's mistake */
export function receiptPortOf(dependencies: EngineDependencies, { value }: CashReceipt): CashReceiptPort {
  const { cashReceipts } = providerOf(dependencies, value.providerAccountId);
  if (cashReceipts === undefined) throw new Error(`${value.provider} no longer offers cash receipts`);
  return cashReceipts;
}

interface Asked {
  readonly payment: Payment | null;
  readonly channelId: ChannelId | null;
  readonly subject: IssueCashReceiptRequest['subject'];
  readonly amountMinor: number;
  readonly currency: string;
  readonly taxFreeAmountMinor: number;
  readonly orderId: string | null;
  readonly orderName: string;
  /** Held by one standing receipt at a time. */
  readonly key: string;
}

/** First commit: the receipt without whose it is, the intent with its reference, and the watch should we be gone. */
async function claimIssue(
  dependencies: EngineDependencies,
  scope: Scope,
  input: IssueCashReceiptInput,
  keyed: KeyedRequest<CashReceipt> | undefined,
): Promise<{ readonly claimed: ServiceInFlight<CashReceipt>; readonly request: IssueCashReceiptRequest }> {
  const context = decisionContext(dependencies);
  const asked = await whatIsAsked(dependencies, scope, input);
  const [id, operationId] = [context.ids.next('cr'), context.ids.next('op')];
  const { purpose, identifier, customer } = input;
  const requestBy = (channelId: ChannelId): IssueCashReceiptRequest => ({
    channelId,
    reference: providerReference(operationId),
    subject: asked.subject,
    amount: money(asked.amountMinor, asked.currency),
    taxFreeAmountMinor: asked.taxFreeAmountMinor,
    purpose,
    identifier,
    customer,
  });
  const channel = chooseServiceChannel(dependencies, scope, asked.channelId, {
    name: 'cash receipts',
    offers: ({ cashReceipts }) => cashReceipts !== undefined,
    gatewayOffers: ({ cashReceipts }) => (asked.payment === null ? cashReceipts.outsideSales : cashReceipts.issue),
    check: ({ cashReceipts }, channelId) => cashReceipts?.check?.(requestBy(channelId)) ?? null,
  });
  const { providerAccountId, id: channelId, provider: manifest } = channel;
  const owner = { ...ownerOf(scope), providerAccountId, channelId };
  const intent = { ...owner, id: operationId, kind: 'cash_receipt', subjectId: id } as const;
  const operation = newOperation(intent, manifest, 'claimed', context);
  const dueAt = operation.leaseUntil ?? context.now;
  const service: CashReceipt = {
    kind: 'cash_receipt',
    id,
    version: 1,
    ...ownerOf(scope),
    key: asked.key,
    parentId: asked.payment?.id ?? null,
    status: 'pending',
    createdAt: context.now,
    value: {
      provider: manifest.id,
      providerAccountId,
      channelId,
      operationId,
      action: 'issue',
      reference: operation.reference,
      paymentId: asked.payment?.id ?? null,
      orderId: asked.orderId,
      orderName: asked.orderName,
      amount: money(asked.amountMinor, asked.currency),
      taxFreeAmountMinor: asked.taxFreeAmountMinor,
      purpose,
      identifier: { type: identifier.type, maskedNumber: masked(identifier) },
      providerReceiptId: null,
      approvalNumber: null,
      receiptUrl: null,
      issuedAt: null,
      canceledAt: null,
      failure: null,
      checks: 0,
      nextCheckAt: dueAt,
    },
  };
  try {
    await commit(dependencies, {
      documents: [service],
      operations: [operation],
      jobs: [{ kind: 'schedule', jobKind: 'watch_service', subjectId: id, dueAt }],
      idempotency: claimKey(scope, keyed, { kind: 'document', id }, null, context.now),
    });
  } catch (error) {
    throw error instanceof CommitRefused && error.on === 'document_key' ? alreadyThere() : error;
  }
  return { claimed: { service, operation }, request: requestBy(channelId) };
}

function alreadyThere(): PaymentGatewayError {
  return new PaymentGatewayError('state_conflict', {
    detail: 'There is a cash receipt of this sale: cancel it first.',
  });
}

async function whatIsAsked(
  dependencies: EngineDependencies,
  scope: Scope,
  { subject, taxFreeAmountMinor }: IssueCashReceiptInput,
): Promise<Asked> {
  if (subject.kind === 'outside_sale') {
    const { orderId, orderName, amount, channelId } = subject;
    const taxFree = upTo(amount.amountMinor, taxFreeAmountMinor ?? 0);
    const sale = { payment: null, orderId, orderName, channelId, ...amount, taxFreeAmountMinor: taxFree };
    return { ...sale, subject: { kind: 'outside_sale', orderName }, key: `sale:${orderId}` };
  }
  const payment = owned(await dependencies.store.payment(subject.paymentId), scope);
  const leftMinor = cashLeft(payment);
  const amountMinor = subject.amountMinor ?? leftMinor;
  if (amountMinor > leftMinor || amountMinor === 0) throw exceeded(subject.amountMinor, leftMinor);
  return {
    payment,
    orderId: null,
    orderName: payment.orderName,
    channelId: payment.channelId,
    subject: { kind: 'payment', payment: atProvider(payment, payment.providerPaymentId), leftMinor },
    amountMinor,
    currency: payment.currency,
    taxFreeAmountMinor: upTo(amountMinor, taxFreeAmountMinor ?? Math.min(payment.taxFreeAmountMinor, amountMinor)),
    key: `payment:${payment.id}`,
  };
}

/** Whoever took these has told the tax office of them already, or it is no cash. */
const notCash: readonly PaymentMethodType[] = ['card', 'key_in', 'billing_key', 'mobile'];

/** What was paid in cash and is neither given back nor promised to be. @throws state_conflict */
function cashLeft(payment: Payment): number {
  if (!hasBeenPaid(payment.status)) {
    const { status } = payment;
    throw new PaymentGatewayError('state_conflict', { detail: `The payment is ${status}.`, extra: { status } });
  }
  if (notCash.includes(payment.method.type)) {
    const detail = `There is no cash receipt for a payment by ${payment.method.type}.`;
    throw new PaymentGatewayError('state_conflict', { detail });
  }
  return refundableMinor(payment);
}

function exceeded(askedMinor: number | null, leftMinor: number): PaymentGatewayError {
  return new PaymentGatewayError('cash_receipt_amount_exceeded', {
    param: 'amount',
    detail: `${askedMinor ?? 'Everything'} was asked for, ${leftMinor} is left of what was paid.`,
    extra: { amount_left: leftMinor },
  });
}

/** @throws invalid_request */
function upTo(amountMinor: number, taxFreeAmountMinor: number): number {
  if (taxFreeAmountMinor <= amountMinor) return taxFreeAmountMinor;
  throw new PaymentGatewayError('invalid_request', {
    param: 'tax_free_amount',
    detail: `tax_free_amount: at most ${amountMinor} of this receipt can be tax-free.`,
  });
}

/** Of a resident number nothing is kept. */
function masked({ type, number }: CashReceiptIdentifier): string {
  const shown = type === 'resident_number' ? '' : number.slice(-4);
  return shown.padStart(number.length, '*');
}
