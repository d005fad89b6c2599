import { type CalendarDate, type CurrencyCode, checkedAmount, currencyExponent } from '@hangil/core';
import { fxGainLoss, fxPosition } from '../account.ts';
import { type JournalEntry, journalEntry } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines } from './entry-context.ts';

/** What `fx:position` holds in one currency. Debit minus credit, minor units. */
export interface CurrencyPosition {
  readonly currency: CurrencyCode;
  readonly balanceMinor: number;
}

/** What one major unit of a currency is worth, in major units of another: `1340.50`. */
export type Rate = string;

/**
 * The end of a period: what was sold in other currencies is taken at the rates of that day, and what conversions gained or lost by
 * then is booked in the functional currency. Positions stand at equal values afterwards.
 *
 * @param event.positions - of every currency, the functional one among them
 * @throws RangeError when a rate is missing or no number
 */
export function positionsRevalued(
  context: EntryContext,
  event: {
    readonly day: CalendarDate;
    readonly functional: CurrencyCode;
    readonly positions: readonly CurrencyPosition[];
    readonly rates: ReadonlyMap<CurrencyCode, Rate>;
  },
): JournalEntry {
  const { day, functional, positions, rates } = event;
  const worthMinor = positions.reduce((sum, position) => sum + worthOf(position, functional, rates), 0);
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'fx_revaluation',
    sourceKey: `fx_revaluation:${functional}:${day}`,
    lines: signedLines(functional, [
      [fxPosition, 0 - worthMinor],
      [fxGainLoss, worthMinor],
    ]),
  });
}

function worthOf(
  { currency, balanceMinor }: CurrencyPosition,
  functional: CurrencyCode,
  rates: ReadonlyMap<CurrencyCode, Rate>,
): number {
  if (currency === functional || balanceMinor === 0) return balanceMinor;
  const rate = rates.get(currency);
  if (rate === undefined) throw new RangeError(`there is no rate for ${currency}`);
  const sign = balanceMinor < 0 ? -1 : 1;
  return sign * convertedMinor(Math.abs(balanceMinor), currency, functional, rate);
}

/** Exact, rounded half up. @throws RangeError when the rate is no number of more than zero, or the result no safe integer */
export function convertedMinor(amountMinor: number, from: CurrencyCode, to: CurrencyCode, rate: Rate): number {
  const [, whole = '', decimals = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(rate) ?? [];
  const digits = BigInt(whole + decimals || '0');
  if (digits === 0n) throw new RangeError(`${rate} is no rate`);
  const scale = 10n ** BigInt(decimals.length + currencyExponent(from));
  const product = BigInt(amountMinor) * digits * 10n ** BigInt(currencyExponent(to));
  return checkedAmount(Number((2n * product + scale) / (2n * scale)));
}
