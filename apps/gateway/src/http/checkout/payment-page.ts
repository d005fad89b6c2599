import type { Payment, PaymentStatus } from '@hangil/core';
import { html } from 'hono/html';
import { actionSection } from './action-section.ts';
import { both, type Html, orderSummary, page } from './page.ts';

export interface PaymentPageOptions {
  readonly merchantName: string;
  /** See CheckoutPort; null when the provider has none. */
  readonly openWindow: string | null;
  /** Where another try can be made. */
  readonly retryUrl: string | null;
}

/** Statuses in which something may still happen without the shopper. */
const moving: readonly PaymentStatus[] = ['pending', 'unknown', 'awaiting_deposit'];

/** The page of one payment: what the shopper does next, or what came of it. */
export function paymentPage(payment: Payment, { merchantName, openWindow, retryUrl }: PaymentPageOptions): Html {
  const { status, livemode, orderName, nextAction, checkoutUrl } = payment;
  const acts = (status === 'requires_action' || status === 'awaiting_deposit') && nextAction !== null;
  const options = { title: orderName, livemode, refreshes: moving.includes(status) || nextAction?.type === 'wait' };
  return page(
    options,
    html`<h1 id="status" data-status="${status}">${both(...headings[status])}</h1>
${orderSummary({ merchantName, ...payment })}
${acts ? actionSection(nextAction, { checkoutUrl: checkoutUrl ?? '', openWindow }) : afterwards(payment, retryUrl)}`,
  );
}

const headings: Readonly<Record<PaymentStatus, readonly [ko: string, en: string]>> = {
  requires_action: ['결제', 'Payment'],
  pending: ['결제를 처리하고 있습니다', 'Your payment is being processed'],
  awaiting_deposit: ['입금을 기다리고 있습니다', 'Waiting for your transfer'],
  unknown: ['결제 결과를 확인하고 있습니다', 'The outcome is being looked up'],
  paid: ['결제가 완료되었습니다', 'Payment complete'],
  partially_refunded: ['일부 환불되었습니다', 'Refunded in part'],
  refunded: ['환불되었습니다', 'Refunded'],
  failed: ['결제가 되지 않았습니다', 'The payment failed'],
  canceled: ['취소된 결제입니다', 'This payment was canceled'],
  expired: ['결제 시간이 지났습니다', 'The time to pay has passed'],
  quarantined: ['결제 내용을 확인하고 있습니다', 'The payment is being checked'],
};

function afterwards({ failure, returnUrl, metadata }: Payment, retryUrl: string | null): Html {
  const shopUrl = metadata.payment_link_id === undefined ? returnUrl : null;
  return html`${failure === null ? '' : html`<p role="alert">${both(failure.message.ko, failure.message.en)}</p>`}
${retryUrl === null ? '' : html`<a class="button" href="${retryUrl}">${both('다시 결제하기', 'Try again')}</a>`}
${shopUrl === null ? '' : html`<a class="button" href="${shopUrl}">${both('판매자에게 돌아가기', 'Back to the seller')}</a>`}`;
}
