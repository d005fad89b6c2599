import { type Money, toMajorText } from '@hangil/core';

/** Fields of which every one may be missing. */
export type Present<Fields> = { readonly [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** The fields that have a value: without those that are null or undefined. Many providers refuse a null. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<Fields>;
}

/** An amount as a number of major units, as providers want it in JSON: 12.34 for 1234 minor units of USD. */
export function toMajorNumber(amount: Money): number {
  return Number(toMajorText(amount));
}
