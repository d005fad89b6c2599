import { money, toMajorText } from '@hangil/core';
import { html, raw } from 'hono/html';
import type { Attempt } from './attempt.ts';
import type { WindowResult } from './window.ts';

const style = raw(`
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
    font: 16px/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
  main { width: min(380px, 100%); }
  h1 { font-size: 1.125rem; margin: 0; }
  .note { margin: 4px 0 20px; font-size: .875rem; opacity: .75; }
  dl { margin: 0 0 24px; padding: 16px 0; border-block: 1px solid var(--line); display: grid; gap: 8px; }
  dl div { display: flex; justify-content: space-between; gap: 16px; }
  dt { opacity: .75; } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
  .amount dd { font-size: 1.25rem; font-weight: 700; font-variant-numeric: tabular-nums; }
  form { display: grid; gap: 8px; }
  button { font: inherit; padding: 12px; border-radius: 8px; border: 1px solid var(--line); background: none; color: inherit; cursor: pointer; }
  #approve { background: #1659d6; border-color: #1659d6; color: #fff; font-weight: 600; }
  button:focus-visible { outline: 3px solid #7aa7ff; outline-offset: 2px; }
`);

/** How the result goes back: by redirect when there is an address for it, else by message to the page around the frame. */
export interface WayBack {
  readonly redirectUrl: string | null;
  readonly origin: string;
}

/** The window's page. Its buttons work without script. */
export function paymentPage(attempt: Attempt, way: WayBack) {
  const path = (outcome: string) => `iamport/${attempt.impUid}/${outcome}`;
  return html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>시험 결제창 · Test payment</title>
<style>${style}</style>
</head>
<body>
<main>
  <h1>시험 결제창 <span lang="en">Test payment</span></h1>
  <p class="note">실제로 결제되지 않습니다. <span lang="en">No money moves.</span></p>
  <dl>
    <div><dt>상품 <span lang="en">Order</span></dt><dd>${attempt.order.name ?? '-'}</dd></div>
    <div><dt>주문번호 <span lang="en">Reference</span></dt><dd>${attempt.merchantUid}</dd></div>
    <div><dt>결제수단 <span lang="en">Method</span></dt><dd>${methodLabel(attempt)}</dd></div>
    <div class="amount"><dt>금액 <span lang="en">Amount</span></dt><dd>${amountLabel(attempt)}</dd></div>
  </dl>
  <form method="post">
    <input type="hidden" name="origin" value="${way.origin}">
    ${way.redirectUrl === null ? '' : html`<input type="hidden" name="redirect_url" value="${way.redirectUrl}">`}
    <button id="approve" type="submit" formaction="${path('approve')}">결제 승인 <span lang="en">Approve</span></button>
    <button id="decline" type="submit" formaction="${path('decline')}">한도초과로 거절 <span lang="en">Decline</span></button>
    <button id="close" type="submit" formaction="${path('close')}">닫기 <span lang="en">Close</span></button>
  </form>
</main>
</body>
</html>`;
}

/** Hands the result to the page around the frame. */
export function resultPage(result: WindowResult, origin: string) {
  const message = forScript({ source: 'iamport', result });
  return html`<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><title>시험 결제창 · Test payment</title></head>
<body>
<p role="status">${result.error_msg ?? '결제가 완료되었습니다. Payment complete.'}</p>
<script>window.parent.postMessage(${message}, ${forScript(origin)});</script>
</body>
</html>`;
}

/** JSON that may stand inside a script element. */
function forScript(value: unknown) {
  return raw(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

function amountLabel({ amountMinor, currency }: Attempt): string {
  const [whole = '', fraction] = toMajorText(money(amountMinor, currency)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`} ${currency}`;
}

function methodLabel({ order }: Attempt): string {
  return [order.payMethod, order.pgProvider].filter((part) => part !== null).join(' · ');
}
