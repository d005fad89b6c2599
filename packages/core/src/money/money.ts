import { type CurrencyCode, currencyCode, currencyExponent } from './currency.ts';

/** An amount in minor units (won, cents) of one currency. Never negative, never a fraction, always a safe integer. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
}

/** @throws RangeError when the amount is not a safe integer of zero or more, or the currency is unknown */
export function money(amountMinor: number, currency: string): Money {
  return { amountMinor: checkedAmount(amountMinor), currency: currencyCode(currency) };
}

/** Gives the amount back when it is a safe integer of zero or more. @throws RangeError otherwise */
export function checkedAmount(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0 || Object.is(amountMinor, -0)) {
    throw new RangeError(`not an amount in minor units: ${String(amountMinor)}`);
  }
  return amountMinor;
}

export function sameMoney(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.amountMinor === right.amountMinor;
}

/** Decimal text in major units: 1420 USD is "14.20", 10000 KRW is "10000". */
export function toMajorText({ amountMinor, currency }: Money): string {
  const exponent = currencyExponent(currency);
  if (exponent === 0) return String(amountMinor);
  const digits = String(amountMinor).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Reads an amount in major units as some providers write it ("14.2", 14.2, 10000).
 *
 * @throws RangeError for negative amounts, more digits than the currency has, exponents, or anything that is no number
 */
export function fromMajor(value: string | number, currency: string): Money {
  const code = currencyCode(currency);
  const exponent = currencyExponent(code);
  const text = Object.is(value, -0) ? '-0' : String(value);
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const [, whole, fraction = ''] = match ?? [];
  const significant = fraction.replace(/0+$/, '');
  if (whole === undefined || significant.length > exponent) {
    throw new RangeError(`not an amount of ${code}: ${JSON.stringify(text)}`);
  }
  return money(Number(whole + significant.padEnd(exponent, '0')), code);
}
