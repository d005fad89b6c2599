import { html } from 'hono/html';
import { fakeNamed } from '../actions.ts';
import type { SimulatedWorld } from '../world.ts';
import { both, type Html, moneyText } from './layout.ts';

const rowsShown = 20;

/** Payments that wait for a shopper or a deposit, and payouts that wait for the bank, with buttons that end the waiting. */
export function waitingSection(world: SimulatedWorld): Html {
  const rows = [...waitingPayments(world), ...waitingPayouts(world)];
  return html`<section aria-labelledby="waiting">
<h2 id="waiting">${both('기다리는 것', 'Waiting')}</h2>
${
  rows.length === 0
    ? html`<p>${both('없음', 'nothing')}</p>`
    : html`<div class="table"><table class="stacked">
<thead><tr>
<th scope="col">${both('결제사', 'Provider')}</th><th scope="col">${both('종류', 'Kind')}</th><th scope="col">${both('우리 번호', 'Our reference')}</th>
<th scope="col" class="number">${both('금액', 'Amount')}</th><th scope="col">${both('결정', 'Decide')}</th>
</tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}
</section>`;
}

function waitingPayments(world: SimulatedWorld): Html[] {
  return world.arrivals
    .unfinished()
    .slice(0, rowsShown)
    .map((subject) => {
      const { payments } = fakeNamed(world, subject.provider).books();
      const booked = payments.find(({ reference }) => reference === subject.reference);
      return row({
        subject,
        kind: both('결제', 'Payment'),
        amount:
          booked === undefined
            ? both('창을 열기 전', 'window not opened')
            : moneyText(booked.amountMinor, booked.currency),
        forms: html`${outcomeForm('/act/shopper', subject)}${depositForm(subject)}`,
      });
    });
}

function waitingPayouts(world: SimulatedWorld): Html[] {
  return Object.entries(world.fakes).flatMap(([provider, fake]) =>
    fake
      .books()
      .payouts.filter(({ status }) => status === 'waiting')
      .slice(-rowsShown)
      .reverse()
      .map(({ reference, amountMinor, currency }) =>
        row({
          subject: { provider, reference },
          kind: both('지급', 'Payout'),
          amount: moneyText(amountMinor, currency),
          forms: outcomeForm('/act/payout', { provider, reference }),
        }),
      ),
  );
}

interface Subject {
  readonly provider: string;
  readonly reference: string;
}

function row({
  subject,
  kind,
  amount,
  forms,
}: {
  subject: Subject;
  kind: Html;
  amount: Html | string;
  forms: Html;
}): Html {
  return html`<tr>
<td>${subject.provider}</td><td>${kind}</td><td><code>${subject.reference}</code></td>
<td class="number">${amount}</td><td>${forms}</td>
</tr>`;
}

function outcomeForm(action: string, subject: Subject): Html {
  return html`<form method="post" action="${action}">${hiddenFields(subject)}
<button class="main" name="outcome" value="approve" aria-label="승인 Approve ${subject.reference}">${both('승인', 'Approve')}</button>
<button name="outcome" value="decline" aria-label="거절 Decline ${subject.reference}">${both('거절', 'Decline')}</button>
</form>`;
}

function depositForm(subject: Subject): Html {
  return html`<form method="post" action="/act/deposit">${hiddenFields(subject)}
<button aria-label="입금 Deposit ${subject.reference}">${both('입금', 'Deposit')}</button>
</form>`;
}

function hiddenFields({ provider, reference }: Subject): Html {
  return html`<input type="hidden" name="provider" value="${provider}"><input type="hidden" name="reference" value="${reference}">`;
}
