import { z } from 'zod';
import { platformSignature } from './fake-signature.ts';
import type { PayoutRequest, SaleRequest } from './records.ts';

/** A refusal as Gate words it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

const text = z.string().min(1);

const baseSchema = z.object({
  general: z.object({ payment_id: text, merchant_callback_url: z.string().optional() }),
  payment: z.object({ amount: z.int().positive(), currency: text }),
  customer: z.object({ id: text, ip_address: text }),
});
const names = z.object({ first_name: z.string().optional(), last_name: z.string().optional() });

const saleSchema = baseSchema.extend({
  customer: baseSchema.shape.customer.extend(names.shape),
  return_url: z.object({ success: text, decline: text }).optional(),
});
const payoutSchema = baseSchema.extend({ account: z.object({ number: text, customer_name: text, bank_id: z.int() }) });

/** Is the request signed, and by this project? */
export function checkSignature(body: unknown, projectId: number, secret: string): Refusal | null {
  const general = z.object({ general: z.object({ project_id: z.unknown(), signature: z.unknown() }) }).safeParse(body)
    .data?.general;
  if (typeof general?.signature !== 'string') return { code: '3262', message: 'Empty signature' };
  if (general.project_id !== projectId) return { code: '2442', message: 'Project ID not found' };
  if (platformSignature(body as object, secret) !== general.signature)
    return { code: '3261', message: 'Invalid signature' };
  return null;
}

export function readSale(body: unknown): SaleRequest | Refusal {
  const parsed = saleSchema.safeParse(body);
  if (!parsed.success) return missingField(parsed.error);
  const { return_url } = parsed.data;
  const refusal = amountRefusal(parsed.data.payment.amount);
  if (refusal !== null) return refusal;
  const flow = return_url === undefined ? 'instructions' : 'redirect';
  return wonOnly({
    ...toBase(parsed.data),
    type: 'sale',
    flow,
    returnUrls: return_url ?? null,
    missingNames: missingNames(parsed.data.customer),
  });
}

/** Names that the bank wants and that are not there. */
export function missingNames(customer: z.infer<typeof names>): string[] {
  return (['first_name', 'last_name'] as const).filter((name) => !customer[name]);
}

const clarificationSchema = z.object({ additional_data: z.object({ customer: names }) });

/** Names in an answer to a clarification. */
export function readClarification(body: unknown): z.infer<typeof names> | Refusal {
  const parsed = clarificationSchema.safeParse(body);
  return parsed.success ? parsed.data.additional_data.customer : missingField(parsed.error);
}

/** Limits of a purchase, in won. */
export function amountRefusal(amount: number): Refusal | null {
  if (!Number.isSafeInteger(amount)) return { code: '2004', message: 'Required field not provided: payment.amount' };
  if (amount < 10_000) return { code: '3358', message: 'Operation amount is less than limit' };
  return amount > 30_000_000 ? { code: '2642', message: 'Operation amount is greater than limit' } : null;
}

export function readPayout(body: unknown, banks: readonly { readonly id: number }[]): PayoutRequest | Refusal {
  const parsed = payoutSchema.safeParse(body);
  if (!parsed.success) return missingField(parsed.error);
  const { account } = parsed.data;
  if (!banks.some(({ id }) => id === account.bank_id)) return { code: '2801', message: 'Bank ID not found' };
  return wonOnly({ ...toBase(parsed.data), type: 'payout', accountNumber: account.number });
}

function toBase({ general, payment, customer }: z.infer<typeof baseSchema>) {
  return {
    reference: general.payment_id,
    amountMinor: payment.amount,
    currency: payment.currency,
    customerId: customer.id,
    callbackUrl: general.merchant_callback_url ?? null,
  };
}

function wonOnly<Request extends { readonly currency: string }>(request: Request): Request | Refusal {
  return request.currency === 'KRW' ? request : { code: '3121', message: 'Invalid currency' };
}

function missingField(error: z.ZodError): Refusal {
  return { code: '2004', message: `Required field not provided: ${error.issues[0]?.path.join('.') ?? ''}` };
}
