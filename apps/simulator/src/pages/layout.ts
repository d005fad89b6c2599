import { isCurrencyCode, toMajorText } from '@hangil/core';
import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e8ecf2); --quiet: light-dark(#5a6675, #a3afbf); --paper: light-dark(#f4f6f9, #12161c);
  --card: light-dark(#fff, #1b212a); --line: light-dark(#d8dee7, #343d4a); --main: light-dark(#1551c4, #8db4ff); --good: light-dark(#0b6b3a, #6fdc9f);
  --bad: light-dark(#b3261e, #ff9d95); --wait: light-dark(#8a5300, #ffc875); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", NanumGothic, sans-serif; }
header, main { max-width: 80rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { font-size: 1.6rem; margin: .5rem 0 0; }
h2 { font-size: 1.2rem; margin: 0; }
* + h2 { margin-top: 1.25rem; }
[lang=en] { color: var(--quiet); font-size: .875em; font-weight: normal; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 0 0 1.25rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-top: .75rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; padding: .5rem 1.25rem .5rem 0; border-top: 1px solid var(--line); vertical-align: middle; }
th { color: var(--quiet); font-weight: 600; font-size: .875rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre, time { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875rem; overflow-wrap: anywhere; }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; white-space: pre-wrap; min-height: 3.5rem; }
.table code { white-space: nowrap; }
@media (max-width: 48rem) {
  .stacked thead { display: none; }
  .stacked tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  .stacked td { display: block; border: 0; padding: .1rem 0; text-align: left; }
}
.paid { color: var(--good); } .declined, .canceled { color: var(--bad); } .waiting { color: var(--wait); }
.paid, .declined, .canceled, .waiting { font-weight: 600; white-space: nowrap; }
form { display: inline-flex; flex-wrap: wrap; gap: .4rem; margin: .15rem .25rem .15rem 0; }
button { font: inherit; font-size: .9rem; padding: .35rem .7rem; border: 1px solid var(--main); border-radius: .5rem; background: transparent; color: var(--main); cursor: pointer; }
button [lang=en] { color: inherit; }
button.main { background: var(--main); color: var(--card); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
a { color: var(--main); }
[role=alert] { border: 1px solid var(--bad); color: var(--bad); border-radius: .5rem; padding: .6rem .9rem; margin: 0 0 1.25rem; }
`;

export function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>`;
}

/** Korean first, English behind it. */
export function both(ko: string, en: string): Html {
  return html`${ko} <span lang="en">${en}</span>`;
}

/** `10,000 KRW`, `14.20 USD` */
export function moneyText(amountMinor: number, currency: string): string {
  const major = isCurrencyCode(currency) ? toMajorText({ amountMinor, currency }) : String(amountMinor);
  return `${major.replace(/^\d+/, (whole) => BigInt(whole).toLocaleString('en'))} ${currency}`;
}
