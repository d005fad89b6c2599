import { type Payment, PaymentGatewayError } from '@hangil/core';
import type { PaymentLink } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { AppDependencies } from '../app-dependencies.ts';
import { readBody } from '../body.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { type CheckoutSubject, isTokenOf, subjectOf } from './checkout-address.ts';
import { closedLinkPage, linkPage, nothingHerePage } from './link-page.ts';
import { payByLink } from './pay-by-link.ts';
import { paymentPage } from './payment-page.ts';

const formBytesMax = 64 * 1024;

/**
 * Pages for shoppers, reached by addresses that nobody can guess. They are no part of the API: nothing here needs a key, and
 * what they show may change.
 */
export function checkoutRoutes(dependencies: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  app.use('/pay/*', pageHeaders);

  app.get('/pay/:token', async (c) => {
    const subject = await findSubject(dependencies, c.req.param('token'));
    switch (subject?.kind) {
      case 'payment':
        return showPayment(c, dependencies, subject.payment);
      case 'link':
        return showLink(c, dependencies, subject.link);
      default:
        return c.html(nothingHerePage(), 404);
    }
  });

  app.post('/pay/:token', async (c) => {
    const subject = await findSubject(dependencies, c.req.param('token'));
    if (subject?.kind !== 'link') return c.html(nothingHerePage(), 404);
    const outcome = await payByLink(dependencies, subject.link, await readForm(c));
    switch (outcome.kind) {
      case 'go':
        return c.redirect(outcome.url, 303);
      case 'closed':
        return c.html(closedLinkPage(subject.link, outcome.because), outcome.because === 'busy' ? 409 : 410);
      case 'problem':
        return c.html(linkPage(subject.link, merchantName(dependencies, subject.link), outcome.problem), 422);
    }
  });

  app.post('/pay/:token/confirm', async (c) => {
    const subject = await findSubject(dependencies, c.req.param('token'));
    if (subject?.kind !== 'payment') return c.html(nothingHerePage(), 404);
    const form = await readForm(c);
    const payment = await settle(dependencies, subject.payment, parseResult(form.get('result')));
    return c.redirect(afterWindow(payment), 303);
  });

  app.get('/pay/:token/return/:use', async (c) => {
    const subject = await findSubject(dependencies, c.req.param('token'));
    const payment =
      subject?.kind === 'link' ? await paymentOfUse(dependencies, subject.link, c.req.param('use')) : null;
    if (payment === null) return c.html(nothingHerePage(), 404);
    const { checkoutUrl } = await settle(dependencies, payment, c.req.query());
    return c.redirect(checkoutUrl ?? '/', 303);
  });

  return app;
}

/** The address is the key to the page, so it goes nowhere else: not to other sites, caches or search engines, nor into frames. */
const pageHeaders: MiddlewareHandler<HttpEnvironment> = async (c, next) => {
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'strict-origin');
  c.header('Content-Security-Policy', "frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
  await next();
};

type FoundSubject =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'link'; readonly link: PaymentLink };

async function findSubject(dependencies: AppDependencies, token: string): Promise<FoundSubject | null> {
  const subject = subjectOf(token);
  return subject === null ? null : loadSubject(dependencies, subject, token);
}

async function loadSubject(
  { store }: AppDependencies,
  subject: CheckoutSubject,
  token: string,
): Promise<FoundSubject | null> {
  if (subject.kind === 'payment') {
    const payment = await store.payment(subject.id);
    return payment !== null && isTokenOf(payment.checkoutUrl, token) ? { kind: 'payment', payment } : null;
  }
  const link = await store.document('payment_link', subject.id);
  return link !== null && isTokenOf(link.value.url, token) ? { kind: 'link', link } : null;
}

async function showPayment(c: HttpContext, dependencies: AppDependencies, payment: Payment): Promise<Response> {
  const { directory, store } = dependencies;
  const linkId = payment.metadata.payment_link_id;
  const link = linkId === undefined ? null : await store.document('payment_link', linkId);
  const isOver = payment.status === 'failed' || payment.status === 'expired' || payment.status === 'canceled';
  return c.html(
    paymentPage(payment, {
      merchantName: merchantName(dependencies, payment),
      openWindow: directory.provider(payment.providerAccountId)?.checkout?.openWindow ?? null,
      retryUrl: isOver ? (link?.value.url ?? null) : null,
    }),
  );
}

function showLink(c: HttpContext, dependencies: AppDependencies, link: PaymentLink): Response | Promise<Response> {
  const { status, value } = link;
  if (status !== 'active') return c.html(closedLinkPage(link, 'deactivated'), 410);
  if (value.expiresAt !== null && value.expiresAt <= dependencies.clock.now())
    return c.html(closedLinkPage(link, 'expired'), 410);
  return c.html(linkPage(link, merchantName(dependencies, link), null));
}

function merchantName({ directory }: AppDependencies, { merchantId }: Pick<Payment, 'merchantId'>): string {
  return directory.merchant(merchantId)?.name ?? merchantId;
}

/** Asks what came of the window. What cannot be settled now is shown as it is, and asked about later. */
async function settle(
  { engine, directory, store }: AppDependencies,
  payment: Payment,
  result: Readonly<Record<string, unknown>>,
): Promise<Payment> {
  const checkout = directory.provider(payment.providerAccountId)?.checkout;
  const providerPaymentId = checkout?.returnedPaymentId(result) ?? null;
  try {
    await engine.confirmPayment(payment, payment.id, { providerPaymentId });
  } catch (error) {
    if (!PaymentGatewayError.isInstance(error)) throw error;
  }
  return (await store.payment(payment.id)) ?? payment;
}

/** A window that was closed can be opened again; anything else is told to the merchant's page when there is one. */
function afterWindow({ id, status, returnUrl, checkoutUrl, metadata }: Payment): string {
  const staysHere = returnUrl === null || status === 'requires_action' || metadata.payment_link_id !== undefined;
  if (staysHere) return checkoutUrl ?? '/';
  const target = new URL(returnUrl);
  target.searchParams.set('payment_id', id);
  return target.toString();
}

async function paymentOfUse({ store }: AppDependencies, link: PaymentLink, use: string): Promise<Payment | null> {
  if (!/^\d{1,9}$/.test(use)) return null;
  const found = await store.payments(link, { orderId: `${link.id}-${use}` }, { limit: 1, cursor: null });
  return found.items[0] ?? null;
}

async function readForm(c: HttpContext): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBody(c, formBytesMax)));
}

function parseResult(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
