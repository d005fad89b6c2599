import { html, raw } from 'hono/html';
import type { TossRecord } from './record.ts';
import type { WindowEnd } from './window.ts';

const style = raw(`
  :root { color-scheme: light dark; }
  body { margin: 0 auto; padding: 24px 16px; max-width: 360px; font: 16px/1.5 system-ui, "Noto Sans KR", sans-serif; }
  h1 { font-size: 1.125rem; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; }
  dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
  form { display: grid; gap: 8px; }
  button { font: inherit; padding: 12px; border-radius: 8px; border: 1px solid; background: none; color: inherit; cursor: pointer; }
  #approve { background: #0b5bd3; border-color: #0b5bd3; color: #fff; }
  button:focus-visible { outline: 3px solid #7aa7ff; outline-offset: 2px; }
`);

/** The window's page. Its buttons work without script. */
export function paymentPage(record: TossRecord, { successUrl, failUrl }: Readonly<Record<string, unknown>>) {
  const kept = Object.entries({ successUrl, failUrl }).filter(([, url]) => typeof url === 'string');
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
  <p>실제로 결제되지 않습니다. <span lang="en">No money moves.</span></p>
  <dl>
    <dt>상품 <span lang="en">Order</span></dt><dd>${record.orderName}</dd>
    <dt>주문번호 <span lang="en">Reference</span></dt><dd>${record.orderId}</dd>
    <dt>금액 <span lang="en">Amount</span></dt><dd>${record.amount.toLocaleString('en-US')} KRW</dd>
  </dl>
  <form method="post">
    ${kept.map(([name, url]) => html`<input type="hidden" name="${name}" value="${url}">`)}
    ${button('approve', record, '인증 완료', 'Approve')}
    ${button('decline', record, '거절', 'Decline')}
    ${button('close', record, '닫기', 'Close')}
  </form>
</main>
</body>
</html>`;
}

function button(outcome: string, { paymentKey }: TossRecord, ko: string, en: string) {
  const action = `window/${paymentKey}/${outcome}`;
  return html`<button id="${outcome}" type="submit" formaction="${action}">${ko} <span lang="en">${en}</span></button>`;
}

/** The window that keeps a card. */
export function keyPage(kept: Readonly<Record<'customerKey' | 'successUrl' | 'failUrl', string>>) {
  return html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>시험 카드 등록창 · Test card registration</title>
<style>${style}</style>
</head>
<body>
<main>
  <h1>시험 카드 등록창 <span lang="en">Test card registration</span></h1>
  <p>실제로 등록되지 않습니다. <span lang="en">No real card is kept.</span></p>
  <form method="post">
    ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button id="approve" type="submit" formaction="billing-window/approve">카드 등록 <span lang="en">Keep a card</span></button>
    <button id="close" type="submit" formaction="billing-window/close">닫기 <span lang="en">Close</span></button>
  </form>
</main>
</body>
</html>`;
}

/** Hands the end to the page around the frame. */
export function endPage(end: WindowEnd) {
  const message = raw(JSON.stringify({ source: 'tosspayments', end }).replaceAll('<', '\\u003c'));
  const sentence = end.ok ? '인증이 완료되었습니다. Approved.' : end.told.message;
  return html`<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><title>시험 결제창 · Test payment</title></head>
<body>
<p role="status">${sentence}</p>
<script>window.parent.postMessage(${message}, '*');</script>
</body>
</html>`;
}
