import type { NextAction } from '@hangil/core';
import { html, raw } from 'hono/html';
import { both, type Html, moneyText } from './page.ts';

export interface ActionContext {
  /** Address of the page, for what comes back from a window. */
  readonly checkoutUrl: string;
  /** How the provider's script is called; null = by the common form `object.method(params, callback)`. */
  readonly openWindow: string | null;
}

/** What the shopper does next, as a part of the page. */
export function actionSection(action: NextAction, context: ActionContext): Html {
  switch (action.type) {
    case 'browser_sdk':
      return windowSection(action, context);
    case 'redirect':
      return redirectSection(action);
    case 'display_bank_instructions':
      return html`<p>${both(action.messages.instructions.ko, action.messages.instructions.en)}</p>
${accountSection({ ...action, holderName: action.accountHolder, dueAt: action.deadlineAt })}
<p>${both('보낼 금액', 'Amount to send')}: ${moneyText(action.amountMinor, action.currency)}</p>`;
    case 'display_virtual_account':
      return html`<p>${both('아래 계좌로 입금해 주세요.', 'Please transfer the amount to this account.')}</p>
${accountSection(action)}`;
    case 'provide_information':
      return html`<p>${both(action.message.ko, action.message.en)}</p>
<p>${both('판매자에게 문의해 주세요.', 'Please contact the seller.')}</p>`;
    case 'wait':
      return html`<p role="status">${both('결제를 처리하고 있습니다. 잠시만 기다려 주세요.', 'Your payment is being processed. Please wait.')}</p>`;
  }
}

function windowSection(action: Extract<NextAction, { type: 'browser_sdk' }>, context: ActionContext): Html {
  const { scriptUrl, call, init, params } = action;
  return html`<button type="button" id="pay">${both('결제하기', 'Pay')}</button>
<noscript><p role="alert">${both('결제하려면 자바스크립트를 켜 주세요.', 'Please enable JavaScript to pay.')}</p></noscript>
<form method="post" action="${context.checkoutUrl}/confirm" id="back" hidden><input type="hidden" name="result"></form>
<script type="application/json" id="action">${raw(scriptSafeJson({ scriptUrl, call, init, params }))}</script>
<script src="${scriptUrl}"></script>
<script>${raw(windowScript(context.openWindow ?? commonForm))}</script>`;
}

const commonForm = `(action, done) => {
  const [object, method] = action.call.split('.');
  const sdk = window[object];
  sdk.init(...Object.values(action.init));
  sdk[method](action.params, done);
}`;

/** Opens the window on a click, or at once when the shopper has just chosen to pay; what it gives back is posted to the page. */
function windowScript(openWindow: string): string {
  return `
const action = JSON.parse(document.getElementById('action').textContent);
const openWindow = ${openWindow};
function done(result) {
  const form = document.getElementById('back');
  form.elements.result.value = JSON.stringify(result ?? {});
  form.submit();
}
const pay = () => openWindow(action, done);
document.getElementById('pay').addEventListener('click', pay);
if (location.hash === '#open') {
  history.replaceState(null, '', location.pathname);
  pay();
}
`;
}

function redirectSection({ url, method, fields }: Extract<NextAction, { type: 'redirect' }>): Html {
  const label = both('결제하기', 'Pay');
  if (method === 'GET') return html`<a class="button" id="pay" href="${withQuery(url, fields)}">${label}</a>`;
  return html`<form method="post" action="${url}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button id="pay">${label}</button>
</form>`;
}

function withQuery(url: string, fields: Readonly<Record<string, string | number>>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, String(value));
  return target.toString();
}

interface ShownAccount {
  readonly bankName: string | null;
  readonly accountNumber: string;
  readonly holderName: string | null;
  readonly dueAt: Date | null;
}

function accountSection({ bankName, accountNumber, holderName, dueAt }: ShownAccount): Html {
  return html`<dl>
<div><dt>${both('은행', 'Bank')}</dt><dd>${bankName ?? '-'}</dd></div>
<div><dt>${both('계좌번호', 'Account')}</dt><dd>${accountNumber}</dd></div>
<div><dt>${both('예금주', 'Holder')}</dt><dd>${holderName ?? '-'}</dd></div>
${dueAt === null ? '' : html`<div><dt>${both('입금 기한', 'Until')}</dt><dd>${koreanTime(dueAt)}</dd></div>`}
</dl>`;
}

const koreanTimeFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'short',
  timeStyle: 'short',
});

function koreanTime(instant: Date): string {
  return `${koreanTimeFormat.format(instant)} KST`;
}

/** JSON that cannot end the script element it stands in. */
function scriptSafeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
