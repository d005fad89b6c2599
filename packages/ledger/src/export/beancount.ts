import { addDays } from '@hangil/core';
import type { AccountCode } from '../account.ts';
import { type AccountDay, bookDay } from '../balance.ts';
import type { RecordedEntry } from '../chain/chain.ts';
import { currenciesOf } from './hledger.ts';
import { closingBalances, firstDays, postedLines, signedMajorText, signedText } from './signed-amounts.ts';

/**
 * A book as a ledger of beancount that passes `bean-check`. Names there begin with a capital, so each account carries its path beside it.
 *
 * @param days - totals of the same entries
 */
export async function* toBeancount(
  entries: AsyncIterable<RecordedEntry>,
  days: readonly AccountDay[],
): AsyncGenerator<string> {
  const openedOn = firstDays(days);
  const names = beancountNames([...openedOn.keys()]);
  const nameOf = (account: AccountCode) => names.get(account) ?? account;
  for (const currency of currenciesOf(days)) yield `1970-01-01 commodity ${currency}\n`;
  for (const [account, name] of names) yield `${openedOn.get(account)} open ${name}\n  path: "${account}"\n`;
  for await (const entry of entries) {
    const lines = postedLines(entry.lines);
    if (lines.length === 0) continue;
    const postings = lines.map((line) => `  ${nameOf(line.account)}  ${signedText(line)}\n`);
    yield `\n${bookDay(entry.effectiveAt)} * "${entry.kind}"\n${metadataOf(entry)}${postings.join('')}`;
  }
  // An assertion holds at the beginning of its day. Without a tolerance of its own, one cent off would pass.
  for (const { account, currency, day, balanceMinor } of closingBalances(days)) {
    yield `\n${addDays(day, 1)} balance ${nameOf(account)}  ${signedMajorText(balanceMinor, currency)} ~ 0 ${currency}\n`;
  }
}

const roots: Readonly<Record<string, string>> = {
  asset: 'Assets',
  liab: 'Liabilities',
  suspense: 'Liabilities:Suspense',
  equity: 'Equity',
  fx: 'Equity:Fx',
  income: 'Income',
  expense: 'Expenses',
};

/** A name for every path: capitals, and no characters but letters, digits and dashes; two paths never share one. */
export function beancountNames(accounts: readonly AccountCode[]): Map<AccountCode, string> {
  const names = new Map<AccountCode, string>();
  const taken = new Set<string>();
  for (const account of [...new Set(accounts)].sort()) {
    const [root = '', ...parts] = account.split(':');
    const plain = [roots[root] ?? 'Liabilities', ...parts.map(toComponent)].join(':');
    let name = plain;
    for (let copy = 2; taken.has(name); copy += 1) name = `${plain}-${copy}`;
    taken.add(name);
    names.set(account, name);
  }
  return names;
}

function toComponent(part: string): string {
  const letters = part.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const capital = letters.charAt(0).toUpperCase() + letters.slice(1);
  return /^[A-Z0-9]/.test(capital) ? capital : `X${capital}`;
}

function metadataOf(entry: RecordedEntry): string {
  const values: readonly (readonly [string, string | null])[] = [
    ['journal', entry.id],
    ['payment', entry.paymentId],
    ['refund', entry.refundId],
    ['payout', entry.payoutId],
    ['case', entry.caseId],
    ['settlement', entry.settlementId],
    ['reverses', entry.reversalOf],
    ['hash', entry.link.hash],
  ];
  return values
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name}: "${value}"\n`)
    .join('');
}
