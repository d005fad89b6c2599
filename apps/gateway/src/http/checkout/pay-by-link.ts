import {
  type Customer,
  errorCatalogue,
  PaymentGatewayError,
  type PaymentLinkId,
  type RequestedPaymentMethod,
} from '@hangil/core';
import type { LinkClosed, PaymentLink } from '@hangil/engine';
import type { AppDependencies } from '../app-dependencies.ts';
import { customer as customerSchema } from '../fields.ts';
import { toCustomer } from '../to-customer.ts';
import { hostedPage } from './checkout-address.ts';
import type { FormProblem } from './link-page.ts';

export type LinkOutcome =
  | { readonly kind: 'go'; readonly url: string }
  | { readonly kind: 'closed'; readonly because: LinkClosed | 'busy' }
  | { readonly kind: 'problem'; readonly problem: FormProblem };

/** Makes the payment of one visitor. Where the only use of a link is being paid, everybody is led to that payment. */
export async function payByLink(
  dependencies: AppDependencies,
  link: PaymentLink,
  form: URLSearchParams,
): Promise<LinkOutcome> {
  const customer = customerSchema.safeParse(customerFields(form));
  const method = link.value.methods.find((word) => word === form.get('method'));
  if (!customer.success || method === undefined) {
    const problem = { ko: '입력하신 내용을 확인해 주세요.', en: 'Please check what you have entered.' };
    return { kind: 'problem', problem };
  }
  const { engine } = dependencies;
  const use = await engine.paymentLinks.beginUse(link, link.id as PaymentLinkId);
  if (use.kind === 'closed') return use;
  if (use.kind === 'busy') {
    const [only, ...others] = use.payments;
    const url = link.value.usesMax === 1 && others.length === 0 ? (only?.checkoutUrl ?? null) : null;
    return url === null ? { kind: 'closed', because: 'busy' } : { kind: 'go', url };
  }
  try {
    const url = await makePayment(dependencies, link, {
      orderId: use.orderId,
      method,
      customer: toCustomer(customer.data),
    });
    return { kind: 'go', url: `${url}#open` };
  } catch (error) {
    await engine.paymentLinks.giveUseBack(link, link.id as PaymentLinkId, use.orderId);
    if (!PaymentGatewayError.isInstance(error)) throw error;
    return { kind: 'problem', problem: problemOf(error) };
  }
}

interface Visit {
  readonly orderId: string;
  readonly method: string;
  readonly customer: Customer;
}

async function makePayment({ engine, publicUrl }: AppDependencies, link: PaymentLink, visit: Visit): Promise<string> {
  const { orderName, amount, taxFreeAmountMinor, channelId, url, metadata } = link.value;
  const method = toMethod(visit.method);
  const answer = await engine.createPayment(link, {
    orderId: visit.orderId,
    orderName,
    amount,
    taxFreeAmountMinor,
    method,
    customer: visit.customer,
    returnUrl: `${url}/return/${visit.orderId.slice(link.id.length + 1)}`,
    expiresAt: null,
    channelId,
    metadata: { ...metadata, payment_link_id: link.id },
    ...hostedPage(method.type, publicUrl),
  });
  const checkoutUrl = answer.kind === 'value' ? answer.value.checkoutUrl : null;
  if (checkoutUrl === null) throw new Error(`the payment of ${visit.orderId} has no page`);
  return checkoutUrl;
}

function customerFields(form: URLSearchParams) {
  const filled = (name: string) => form.get(name)?.trim() || null;
  return { name: filled('name'), phone: filled('phone'), email: filled('email') };
}

/** Links name only methods that need nothing more than this. */
function toMethod(word: string): RequestedPaymentMethod {
  const [type = '', narrowing = ''] = word.split('/');
  switch (type) {
    case 'easy_pay':
      return { type, wallet: narrowing };
    case 'gift_certificate':
      return { type, kind: narrowing };
    default:
      return { type } as RequestedPaymentMethod;
  }
}

/** What the payer can mend is named; the rest is the seller's. */
function problemOf({ code, context }: PaymentGatewayError): FormProblem {
  const field = fieldNames[context.param ?? ''];
  if (field !== undefined) return { ko: `${field.ko}을(를) 입력해 주세요.`, en: `Please enter your ${field.en}.` };
  return { ko: errorCatalogue[code].message.ko, en: errorCatalogue[code].message.en };
}

const fieldNames: Readonly<Record<string, FormProblem>> = {
  'customer.name': { ko: '이름', en: 'name' },
  'customer.phone': { ko: '휴대폰', en: 'phone' },
  'customer.email': { ko: '이메일', en: 'e-mail' },
};
