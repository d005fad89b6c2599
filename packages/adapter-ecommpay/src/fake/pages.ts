import { html } from 'hono/html';

export interface DecisionPage {
  readonly titleKo: string;
  readonly titleEn: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reference: string;
  /** The outcome is put behind this address and posted. */
  readonly decideUrl: string;
}

/** A page on which a person plays the shopper. */
export function decisionPage({ titleKo, titleEn, amountMinor, currency, reference, decideUrl }: DecisionPage) {
  return layout(
    titleEn,
    html`<h1>${titleKo}<br><small>${titleEn}</small></h1>
      <p>주문 / Order: <code>${reference}</code></p>
      <p>금액 / Amount: <strong>${amountMinor} ${currency}</strong></p>
      <form method="post" action="${decideUrl}/approve"><button>승인 / Approve</button></form>
      <form method="post" action="${decideUrl}/decline"><button>거절 / Decline</button></form>
      <form method="post" action="${decideUrl}/leave"><button>나가기 / Leave</button></form>`,
  );
}

export function messagePage(ko: string, en: string) {
  return layout(en, html`<p>${ko}<br><small>${en}</small></p>`);
}

function layout(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="ko">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title} (simulated)</title>
      </head>
      <body>${content}<p><small>모의 화면입니다. 실제 결제는 일어나지 않습니다. / Simulated: no money moves.</small></p></body>
    </html>`;
}
