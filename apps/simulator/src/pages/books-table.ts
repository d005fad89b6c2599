import type { FakeBooks, FakePayment, FakePayout } from '@hangil/adapter-testkit';
import { html } from 'hono/html';
import { both, type Html, moneyText } from './layout.ts';

const rowsShown = 50;

const statusWords = {
  waiting: both('대기', 'waiting'),
  paid: both('완료', 'paid'),
  declined: both('거절', 'declined'),
  canceled: both('취소', 'canceled'),
  returned: both('반환', 'returned'),
} satisfies Record<FakePayment['status'] | FakePayout['status'], Html>;

/** A provider's own books, the newest entries first. */
export function booksTables({ payments, payouts }: FakeBooks): Html {
  return html`${table({
    caption: both('결제', 'Payments'),
    lastFact: both('환불액', 'Returned'),
    entries: payments,
    toRow: (payment) => row(payment, payment.providerPaymentId, moneyText(payment.returnedMinor, payment.currency)),
  })}${table({
    caption: both('지급', 'Payouts'),
    lastFact: both('송금 횟수', 'Transfers'),
    entries: payouts,
    toRow: (payout) => row(payout, payout.providerPayoutId, String(payout.transfers)),
  })}`;
}

interface Table<Entry> {
  readonly caption: Html;
  readonly lastFact: Html;
  readonly entries: readonly Entry[];
  readonly toRow: (entry: Entry) => Html;
}

function table<Entry>({ caption, lastFact, entries, toRow }: Table<Entry>): Html {
  if (entries.length === 0) return html`<p>${caption}: ${both('아직 없음', 'none yet')}</p>`;
  const hidden = entries.length - rowsShown;
  return html`<div class="table"><table>
<caption>${caption}</caption>
<thead><tr>
<th scope="col">${both('우리 번호', 'Our reference')}</th><th scope="col">${both('결제사 번호', 'Provider id')}</th>
<th scope="col" class="number">${both('금액', 'Amount')}</th><th scope="col" class="number">${lastFact}</th>
<th scope="col">${both('상태', 'Status')}</th>
</tr></thead>
<tbody>${entries.slice(-rowsShown).reverse().map(toRow)}</tbody>
</table></div>
${hidden > 0 ? html`<p>${both(`이전 ${hidden}건은 생략`, `${hidden} older ones left out`)}</p>` : ''}`;
}

function row(entry: FakePayment | FakePayout, providerId: string, lastFact: string): Html {
  return html`<tr>
<td><code>${entry.reference}</code></td><td><code>${providerId}</code></td>
<td class="number">${moneyText(entry.amountMinor, entry.currency)}</td><td class="number">${lastFact}</td>
<td><span class="${entry.status}">${statusWords[entry.status]}</span></td>
</tr>`;
}
