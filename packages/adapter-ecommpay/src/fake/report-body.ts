import type { FakeDistortion } from '@hangil/adapter-testkit';
import { platformSignature } from './fake-signature.ts';
import type { FakeOperation, FakeSale } from './records.ts';

export interface ReportContext {
  readonly projectId: number;
  readonly secret: string;
  readonly publicUrl: string;
  readonly distortion: FakeDistortion;
}

/** A callback as the platform sends it: signed at the root, slashes escaped, `[]` for empty objects. */
export function callbackBody(operation: FakeOperation, context: ReportContext): string {
  const payload = {
    ...commonPart(operation, context),
    operation: operationPart(operation, context),
    ...waitingPart(operation, context, 'redirect_data'),
  };
  const signed = { ...payload, signature: platformSignature(payload, context.secret) };
  return JSON.stringify(signed).replaceAll('/', '\\/');
}

/** The answer to a status request: operations in a list, the redirect under `return_url`. */
export function statusBody(operation: FakeOperation, context: ReportContext): object {
  const payload = {
    ...commonPart(operation, context),
    operations: [operationPart(operation, context)],
    errors: [],
    ...waitingPart(operation, context, 'return_url'),
  };
  return { ...payload, signature: platformSignature(payload, context.secret) };
}

function commonPart(operation: FakeOperation, context: ReportContext): object {
  return {
    project_id: context.projectId,
    payment: {
      id: context.distortion.reference ?? operation.reference,
      type: operation.type === 'sale' ? 'purchase' : 'payout',
      status: statusWord(operation),
      date: dateText(operation.changedAt),
      method: 'Korean banks',
      sum: sumPart(operation, context),
      description: '',
    },
    ...(operation.type === 'payout' ? { account: { number: operation.accountNumber } } : {}),
    customer: { id: operation.customerId },
  };
}

function operationPart(operation: FakeOperation, context: ReportContext): object {
  return {
    id: operation.operationId,
    type: operation.type,
    status: statusWord(operation),
    date: dateText(operation.changedAt),
    created_date: dateText(operation.createdAt),
    request_id: operation.requestId,
    sum_initial: sumPart(operation, context),
    sum_converted: sumPart(operation, context),
    ...codePart(operation),
    provider: { id: 1481, payment_id: '', auth_code: '' },
  };
}

function statusWord(operation: FakeOperation): string {
  if (operation.isReturned) return 'reversed';
  if (operation.status === 'paid') return 'success';
  if (operation.status === 'declined') return 'decline';
  if (operation.type === 'payout') return 'processing';
  if (operation.missingNames.length > 0) return 'awaiting clarification';
  return operation.flow === 'instructions' ? 'awaiting customer action' : 'awaiting redirect result';
}

function codePart({ status }: FakeOperation): object {
  if (status === 'paid') return { code: '0', message: 'Success' };
  return status === 'declined' ? { code: '20000', message: 'General decline' } : {};
}

function sumPart(operation: FakeOperation, { distortion }: ReportContext): object {
  const received = operation.type === 'sale' ? operation.receivedMinor : null;
  return {
    amount: distortion.amountMinor ?? received ?? operation.amountMinor,
    currency: distortion.currency ?? operation.currency,
  };
}

/** What the shopper has to do, while he has to. */
function waitingPart(operation: FakeOperation, context: ReportContext, redirectName: string): object {
  if (operation.type === 'payout' || operation.status !== 'waiting') return {};
  if (operation.missingNames.length > 0) return { clarification_fields: { customer: operation.missingNames } };
  return operation.flow === 'instructions'
    ? { provider_extra_fields: bankInstructions }
    : { [redirectName]: bankRedirect(operation, context) };
}

const bankInstructions = {
  timeout: 60,
  merchant_bank: 'Kyungnam Bank 039',
  merchant_bank_account: '1111-1111-1111',
  merchant_bank_account_name: 'TEST',
};

/** Field names, and their mixture of texts and numbers, are those of the documented example. */
function bankRedirect(sale: FakeSale, { publicUrl }: ReportContext): object {
  return {
    body: {
      sid: 2553,
      tid: sale.operationId,
      amount: String(sale.amountMinor),
      currency: sale.currency,
      payby: 'p2p',
      'item_quantity[]': '1',
      'item_amount_unit[]': String(sale.amountMinor * 100),
    },
    method: 'POST',
    url: `${publicUrl}/bank/${encodeURIComponent(sale.reference)}`,
    encrypted: [],
  };
}

function dateText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+0000`;
}
