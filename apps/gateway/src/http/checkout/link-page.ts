import type { LinkClosed, PaymentLink } from '@hangil/engine';
import { html } from 'hono/html';
import { both, type Html, orderSummary, page } from './page.ts';

/** Shown with the form when it could not be taken as it was. */
export interface FormProblem {
  readonly ko: string;
  readonly en: string;
}

/** What a link sells, and how the payer wants to pay. */
export function linkPage({ livemode, value }: PaymentLink, merchantName: string, problem: FormProblem | null): Html {
  return page(
    { title: value.orderName, livemode },
    html`<h1>${both('결제', 'Payment')}</h1>
${orderSummary({ merchantName, orderName: value.orderName, ...value.amount })}
${problem === null ? '' : html`<p role="alert">${both(problem.ko, problem.en)}</p>`}
<form method="post" action="${value.url}">
${methodChoice(value.methods)}
<label>${both('이름', 'Name')}<input type="text" name="name" maxlength="255" autocomplete="name"></label>
<label>${both('휴대폰', 'Phone')}<input type="tel" name="phone" maxlength="40" autocomplete="tel"></label>
<label>${both('이메일', 'E-mail')}<input type="email" name="email" maxlength="254" autocomplete="email"></label>
<button id="pay">${both('결제하기', 'Pay')}</button>
</form>`,
  );
}

function methodChoice(methods: readonly string[]): Html {
  return html`<fieldset><legend>${both('결제 수단', 'Pay by')}</legend>
${methods.map(
  (word, index) =>
    html`<label><input type="radio" name="method" value="${word}"${index === 0 ? ' checked' : ''}> <span>${methodLabel(word)}</span></label>`,
)}
</fieldset>`;
}

const methodNames: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  card: ['신용·체크카드', 'Card'],
  bank_transfer: ['계좌이체', 'Bank transfer'],
  mobile: ['휴대폰', 'Mobile phone'],
  convenience_store: ['편의점', 'Convenience store'],
  point: ['포인트', 'Points'],
  easy_pay: ['간편결제', 'Wallet'],
  gift_certificate: ['상품권', 'Gift certificate'],
};

function methodLabel(word: string): Html {
  const [type = '', narrowing] = word.split('/');
  const [ko, en] = methodNames[type] ?? [type, type];
  return html`${both(ko, en)}${narrowing === undefined ? '' : ` · ${narrowing}`}`;
}

const closedWords: Readonly<Record<LinkClosed | 'busy', readonly [ko: string, en: string]>> = {
  deactivated: ['더 이상 사용할 수 없는 결제 링크입니다', 'This payment link is no longer in use'],
  expired: ['기한이 지난 결제 링크입니다', 'This payment link has expired'],
  used_up: ['이미 결제가 완료된 링크입니다', 'This payment link has been paid'],
  busy: ['다른 분이 결제하고 있습니다', 'Somebody is paying by this link right now'],
};

export function closedLinkPage({ livemode, value }: PaymentLink, because: LinkClosed | 'busy'): Html {
  return page(
    { title: value.orderName, livemode },
    html`<h1 id="status" data-status="${because}">${both(...closedWords[because])}</h1>
<p>${both('판매자에게 문의해 주세요.', 'Please contact the seller.')}</p>`,
  );
}

/** Says nothing about whether anything ever was at this address. */
export function nothingHerePage(): Html {
  return page(
    { title: '결제 · Payment', livemode: true },
    html`<h1 id="status" data-status="not_found">${both('결제를 찾을 수 없습니다', 'There is no such payment')}</h1>
<p>${both('주소를 다시 확인해 주세요.', 'Please check the address.')}</p>`,
  );
}
