import { weekdays } from '@hangil/core';
import type { NumberMatcher, RoutingCondition, RoutingInputs, TextMatcher, TimeCondition } from './rules.ts';
import { type WallTime, withinWindow } from './weekly-window.ts';

/** A request at a time. */
export interface RoutingSubject {
  readonly inputs: RoutingInputs;
  readonly wallTime: (zone: string) => WallTime;
}

export type Predicate = (subject: RoutingSubject) => boolean;

/** Makes a condition a function: it is read once and asked often. @throws RangeError for a time that is none */
export function toPredicate(condition: RoutingCondition): Predicate {
  return allOf(testsOf(condition));
}

/** Without a loop where there are few: a set of rules is asked for every payment. */
function allOf([first, second, third, ...rest]: readonly Predicate[]): Predicate {
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (third === undefined) return (subject) => first(subject) && second(subject);
  const others = allOf(rest);
  return (subject) => first(subject) && second(subject) && third(subject) && others(subject);
}

function testsOf(condition: RoutingCondition): Predicate[] {
  const { method, wallet, currency, amount, tax_free_amount, customer_country, metadata, time, livemode } = condition;
  const tests: Predicate[] = [];
  if (livemode !== undefined) tests.push(({ inputs }) => inputs.livemode === livemode);
  if (method !== undefined) {
    const isAbout = toMethodTest(condition);
    tests.push(({ inputs }) => isAbout(inputs));
  }
  if (currency !== undefined) tests.push(textTest(currency, (inputs) => inputs.currency));
  if (amount !== undefined) tests.push(numberTest(amount, (inputs) => inputs.amountMinor));
  if (wallet !== undefined) tests.push(textTest(wallet, (inputs) => inputs.wallet));
  if (tax_free_amount !== undefined) tests.push(numberTest(tax_free_amount, (inputs) => inputs.taxFreeAmountMinor));
  if (customer_country !== undefined) tests.push(textTest(customer_country, (inputs) => inputs.customerCountry));
  for (const [key, matcher] of Object.entries(metadata ?? {}))
    tests.push(textTest(matcher, (inputs) => metadataValue(inputs, key)));
  if (time !== undefined) tests.push(timeTest(time));
  tests.push(...combinations(condition));
  return tests;
}

function combinations({ all, any, not }: RoutingCondition): Predicate[] {
  const tests = (all ?? []).map(toPredicate);
  if (any !== undefined) {
    const branches = any.map(toPredicate);
    tests.push((subject) => branches.some((branch) => branch(subject)));
  }
  if (not !== undefined) {
    const negated = toPredicate(not);
    tests.push((subject) => !negated(subject));
  }
  return tests;
}

/** The value of a metadata key that a request has of its own. */
export function metadataValue({ metadata }: RoutingInputs, key: string): string | null {
  return Object.hasOwn(metadata, key) ? (metadata[key] ?? null) : null;
}

/** A method is known by two words, `easy_pay` and `easy_pay/kakaopay`: one of them must be named, none of them excluded. */
export function toMethodTest({ method: matcher }: RoutingCondition): (asked: AskedMethod) => boolean {
  if (matcher === undefined) return () => true;
  const { named, excluded } = wordsOf(typeof matcher === 'string' ? { eq: matcher } : matcher);
  const isOneOf = (asked: AskedMethod, words: ReadonlySet<string>) =>
    words.has(asked.method) || (asked.wallet !== null && words.has(wordOf(asked)));
  return (asked) => (named === null || isOneOf(asked, named)) && (excluded === null || !isOneOf(asked, excluded));
}

type AskedMethod = Pick<RoutingInputs, 'method' | 'wallet'>;

/** `card`, `easy_pay/kakaopay`, `payout/bank_transfer` */
export function wordOf({ method, wallet }: AskedMethod): string {
  return wallet === null ? method : `${method}/${wallet}`;
}

function textTest(matcher: TextMatcher, read: (inputs: RoutingInputs) => string | null): Predicate {
  if (typeof matcher === 'string') return ({ inputs }) => read(inputs) === matcher;
  const { named, excluded } = wordsOf(matcher);
  return ({ inputs }) => {
    const value = read(inputs);
    return value !== null && (named === null || named.has(value)) && (excluded === null || !excluded.has(value));
  };
}

/** What a matcher names and what it excludes; null = nothing of the kind. */
function wordsOf({ eq, ne, in: oneOf, not_in: noneOf = [] }: Exclude<TextMatcher, string>) {
  const listed = oneOf ?? (eq === undefined ? null : [eq]);
  const named = listed === null ? null : new Set(eq === undefined ? listed : listed.filter((word) => word === eq));
  const excluded = ne === undefined ? noneOf : [ne, ...noneOf];
  return { named, excluded: excluded.length === 0 ? null : new Set(excluded) };
}

function numberTest(matcher: NumberMatcher, read: (inputs: RoutingInputs) => number): Predicate {
  if (typeof matcher === 'number') return ({ inputs }) => read(inputs) === matcher;
  const { in: oneOf, not_in: noneOf = [], ne } = matcher;
  const [low, high] = boundsOf(matcher);
  const isWithin: Predicate = ({ inputs }) => {
    const value = read(inputs);
    return value >= low && value <= high;
  };
  const named = oneOf === undefined ? null : new Set(oneOf);
  const excluded = new Set(ne === undefined ? noneOf : [ne, ...noneOf]);
  if (named === null && excluded.size === 0) return isWithin;
  return (subject) => {
    const value = read(subject.inputs);
    return isWithin(subject) && (named === null || named.has(value)) && !excluded.has(value);
  };
}

/** The least and the greatest whole number that the comparisons let through. */
export function boundsOf(matcher: NumberMatcher): readonly [least: number, most: number] {
  if (typeof matcher === 'number') return [matcher, matcher];
  const { eq, lt, lte, gt, gte, between } = matcher;
  const low = Math.max(0, (gt ?? -1) + 1, gte ?? 0, between?.[0] ?? 0, eq ?? 0);
  const most = Number.MAX_SAFE_INTEGER;
  const high = Math.min(lt === undefined ? most : lt - 1, lte ?? most, between?.[1] ?? most, eq ?? most);
  return [low, high];
}

function timeTest({ zone, days = weekdays, from = '00:00', to = '24:00' }: TimeCondition): Predicate {
  const isWithin = withinWindow({ days, from, to });
  return ({ wallTime }) => isWithin(wallTime(zone));
}
