import type { FakeOutcome, FaultPlan } from '@hangil/adapter-testkit';
import { type Context, Hono } from 'hono';
import { platformSignature } from './fake-signature.ts';
import { amountRefusal } from './gate-checks.ts';
import { decisionPage, messagePage } from './pages.ts';
import type { Platform } from './platform.ts';
import type { FakeOperation, SaleRequest } from './records.ts';

export interface PageOptions {
  readonly platform: Platform;
  readonly faults: FaultPlan;
  readonly publicUrl: () => string;
  readonly secret: string;
}

const outcomes: readonly string[] = ['approve', 'decline', 'leave'] satisfies FakeOutcome[];

/** What a shopper's browser sees: the Payment Page and the bank's page. */
export function pageRoutes({ platform, faults, publicUrl, secret }: PageOptions): Hono {
  const app = new Hono();

  app.get('/payment', faults.guard('payment_page'), (context) => {
    const parameters = context.req.query();
    if (platformSignature(parameters, secret) !== parameters.signature)
      return context.html(messagePage('서명이 올바르지 않습니다.', 'Invalid signature'), 403);
    const page = toSaleRequest(parameters);
    if (page === null)
      return context.html(messagePage('요청 값이 올바르지 않습니다.', 'A parameter is missing or not valid'), 400);
    if (platform.find(page.reference) !== undefined) return context.html(finishedPage());
    platform.openPage(page);
    return context.html(show(page, '결제 페이지', 'Payment Page', 'payment'));
  });

  app.on(['GET', 'POST'], '/bank/:reference', faults.guard('bank_page'), (context) => {
    const sale = platform.find(context.req.param('reference'));
    if (sale?.type !== 'sale' || sale.flow !== 'redirect' || sale.status !== 'waiting')
      return context.html(finishedPage(), 404);
    return context.html(show(sale, '은행 이체', 'Bank transfer', 'bank'));
  });

  app.post('/bank/:reference/:outcome', (context) => decide(context, platform.find(context.req.param('reference'))));
  app.post('/payment/:reference/:outcome', (context) =>
    decide(context, platform.pageOf(context.req.param('reference'))),
  );

  function decide(context: Context, sale: SaleRequest | FakeOperation | undefined): Response | Promise<Response> {
    const outcome = context.req.param('outcome') ?? '';
    if (sale?.type !== 'sale' || !outcomes.includes(outcome) || !isOpen(sale)) return context.html(finishedPage(), 404);
    platform.shopperActs(sale.reference, outcome as FakeOutcome);
    const target = outcome === 'approve' ? sale.returnUrls?.success : sale.returnUrls?.decline;
    return target === undefined ? context.html(messagePage('처리되었습니다.', 'Done')) : context.redirect(target, 303);
  }

  function isOpen({ reference, flow }: SaleRequest): boolean {
    const operation = platform.find(reference);
    return operation === undefined ? flow === 'page' : flow === 'redirect' && operation.status === 'waiting';
  }

  function show(sale: SaleRequest, titleKo: string, titleEn: string, place: string) {
    const decideUrl = `${publicUrl()}/${place}/${encodeURIComponent(sale.reference)}`;
    return decisionPage({ ...sale, titleKo, titleEn, decideUrl });
  }

  return app;
}

function finishedPage() {
  return messagePage('진행 중인 결제가 없습니다.', 'No payment is waiting here');
}

/** Parameters are texts, as the query carries them. */
function toSaleRequest(parameters: Readonly<Record<string, string>>): SaleRequest | null {
  const {
    payment_id,
    payment_amount,
    payment_currency,
    customer_id,
    merchant_callback_url,
    redirect_success_url,
    redirect_fail_url,
  } = parameters;
  const amountMinor = Number(payment_amount);
  if (!payment_id || !customer_id || payment_currency !== 'KRW' || amountRefusal(amountMinor) !== null) return null;
  return {
    type: 'sale',
    flow: 'page',
    reference: payment_id,
    amountMinor,
    currency: payment_currency,
    customerId: customer_id,
    callbackUrl: merchant_callback_url ?? null,
    missingNames: [],
    returnUrls:
      redirect_success_url && redirect_fail_url ? { success: redirect_success_url, decline: redirect_fail_url } : null,
  };
}
