import { isCurrencyCode, toMajorText } from '@hangil/core';
import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e8ecf2); --quiet: light-dark(#5a6675, #a3afbf); --paper: light-dark(#f4f6f9, #12161c);
  --card: light-dark(#fff, #1b212a); --line: light-dark(#d8dee7, #343d4a); --main: light-dark(#1551c4, #8db4ff); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", NanumGothic, sans-serif; }
main { width: min(26rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem; }
h1 { font-size: 1.25rem; margin: 0 0 1rem; }
[lang=en] { color: var(--quiet); font-size: .875em; font-weight: normal; }
dl { margin: 0 0 1.25rem; padding: .75rem 0; border-block: 1px solid var(--line); display: grid; gap: .4rem; }
dl div { display: flex; justify-content: space-between; gap: 1rem; }
dt { color: var(--quiet); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.amount dd { font-size: 1.25rem; font-weight: 700; font-variant-numeric: tabular-nums; }
form { display: grid; gap: .75rem; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; display: grid; gap: .4rem; padding: .5rem 1rem .75rem; }
label { display: grid; gap: .2rem; } fieldset label { display: flex; gap: .5rem; }
input[type=text], input[type=tel], input[type=email] { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; }
button, a.button { font: inherit; font-weight: 600; text-align: center; text-decoration: none; padding: .75rem; border: 1px solid var(--main); border-radius: .5rem;
  background: var(--main); color: var(--card); cursor: pointer; display: block; width: 100%; }
button [lang=en], a.button [lang=en] { color: inherit; }
:is(button, a, input):focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.notice, [role=alert] { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: 0 0 1rem; font-size: .9rem; }
[role=alert] { border-color: light-dark(#b3261e, #ff9d95); }
`;

export interface PageOptions {
  readonly title: string;
  readonly livemode: boolean;
  /** The page looks again by itself. */
  readonly refreshes?: boolean;
}

/** A page for shoppers: Korean first, English behind it; nothing in it comes from elsewhere. */
export function page({ title, livemode, refreshes = false }: PageOptions, body: Html): Html {
  return html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refreshes ? html`<meta http-equiv="refresh" content="5">` : ''}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<main>
${livemode ? '' : html`<p class="notice">${both('시험 결제입니다. 실제로 청구되지 않습니다.', 'Test mode: nothing is charged.')}</p>`}
${body}
</main>
</body>
</html>`;
}

export function both(ko: string, en: string): Html {
  return html`${ko} <span lang="en">${en}</span>`;
}

/** `10,000 KRW`, `14.20 USD` */
export function moneyText(amountMinor: number, currency: string): string {
  const major = isCurrencyCode(currency) ? toMajorText({ amountMinor, currency }) : String(amountMinor);
  return `${major.replace(/^\d+/, (whole) => BigInt(whole).toLocaleString('en'))} ${currency}`;
}

/** What is paid, to whom. */
export function orderSummary(order: {
  readonly merchantName: string;
  readonly orderName: string;
  readonly amountMinor: number;
  readonly currency: string;
}): Html {
  return html`<dl>
<div><dt>${both('판매자', 'Seller')}</dt><dd>${order.merchantName}</dd></div>
<div><dt>${both('상품', 'Order')}</dt><dd>${order.orderName}</dd></div>
<div class="amount"><dt>${both('금액', 'Amount')}</dt><dd>${moneyText(order.amountMinor, order.currency)}</dd></div>
</dl>`;
}
