import { type CurrencyCode, currencyExponent } from '@hangil/core';
import type { AccountCode } from '../account.ts';
import { type AccountDay, bookDay } from '../balance.ts';
import type { RecordedEntry } from '../chain/chain.ts';
import { closingBalances, firstDays, postedLines, signedMajorText, signedText } from './signed-amounts.ts';

/**
 * A book as a journal of hledger that passes `hledger check --strict`: what has happened, by the days of the books, and what every
 * account must stand at when a day has ended.
 *
 * @param days - totals of the same entries
 */
export async function* toHledger(
  entries: AsyncIterable<RecordedEntry>,
  days: readonly AccountDay[],
): AsyncGenerator<string> {
  for (const currency of currenciesOf(days)) yield `commodity ${sampleOf(currency)}\n`;
  for (const account of [...firstDays(days).keys()].sort()) yield `account ${account}  ; type: ${typeOf(account)}\n`;
  for await (const entry of entries) {
    const lines = postedLines(entry.lines);
    if (lines.length === 0) continue;
    const postings = lines.map((line) => `    ${line.account}  ${signedText(line)}\n`);
    yield `\n${bookDay(entry.effectiveAt)} * ${entry.kind}  ; ${tagsOf(entry)}\n${postings.join('')}`;
  }
  for (const { account, currency, day, balanceMinor } of closingBalances(days)) {
    const nothing = signedMajorText(0, currency);
    yield `\n${day} * balance\n    ${account}  ${nothing} ${currency} = ${signedMajorText(balanceMinor, currency)} ${currency}\n`;
  }
}

export function currenciesOf(days: readonly AccountDay[]): CurrencyCode[] {
  return [...new Set(days.map(({ currency }) => currency))].sort();
}

/** hledger wants the decimal point also where no digits follow. */
function sampleOf(currency: CurrencyCode): string {
  return `1000.${'0'.repeat(currencyExponent(currency))} ${currency}`;
}

const types: Readonly<Record<string, string>> = {
  asset: 'A',
  liab: 'L',
  suspense: 'L',
  equity: 'E',
  fx: 'E',
  income: 'R',
  expense: 'X',
};

function typeOf(account: AccountCode): string {
  return types[account.split(':')[0] ?? ''] ?? 'L';
}

function tagsOf(entry: RecordedEntry): string {
  const tags: readonly (readonly [string, string | null])[] = [
    ['journal', entry.id],
    ['number', String(entry.link.number)],
    ['payment', entry.paymentId],
    ['refund', entry.refundId],
    ['payout', entry.payoutId],
    ['case', entry.caseId],
    ['settlement', entry.settlementId],
    ['reverses', entry.reversalOf],
  ];
  return tags
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}:${value}`)
    .join(', ');
}
