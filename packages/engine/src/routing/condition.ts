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
  const tests = testsOf(condition);
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (subject) => {
    for (const test of tests) if (!test(subject)) return false;
    return true;
  };
}

function testsOf(condition: RoutingCondition): Predicate[] {
  const { method, wallet, currency, amount, tax_free_amount, customer_country, metadata, time, livemode } = condition;
  const tests: Predicate[] = [];
  if (livemode !== undefined) tests.push(({ inputs }) => inputs.livemode === livemode);
  if (method !== undefined) tests.push(methodTest(method));
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
function methodTest(matcher: TextMatcher): Predicate {
  if (typeof matcher === 'string')
    return ({ inputs }) => inputs.method === matcher || (inputs.wallet !== null && wordOf(inputs) === matcher);
  const { named, excluded } = wordsOf(matcher);
  return ({ inputs }) => {
    const word = wordOf(inputs);
    const isNamed = named.every((words) => words.has(inputs.method) || words.has(word));
    return isNamed && !excluded.has(inputs.method) && !excluded.has(word);
  };
}

/** `card`, `easy_pay/kakaopay`, `payout/bank_transfer` */
export function wordOf({ method, wallet }: Pick<RoutingInputs, 'method' | 'wallet'>): string {
  return wallet === null ? method : `${method}/${wallet}`;
}

function textTest(matcher: TextMatcher, read: (inputs: RoutingInputs) => string | null): Predicate {
  if (typeof matcher === 'string') return ({ inputs }) => read(inputs) === matcher;
  const { named, excluded } = wordsOf(matcher);
  return ({ inputs }) => {
    const value = read(inputs);
    return value !== null && named.every((words) => words.has(value)) && !excluded.has(value);
  };
}

function wordsOf({ eq, ne, in: oneOf, not_in: noneOf = [] }: Exclude<TextMatcher, string>) {
  const named = [...(eq === undefined ? [] : [new Set([eq])]), ...(oneOf === undefined ? [] : [new Set(oneOf)])];
  return { named, excluded: new Set(ne === undefined ? noneOf : [ne, ...noneOf]) };
}

function numberTest(matcher: NumberMatcher, read: (inputs: RoutingInputs) => number): Predicate {
  if (typeof matcher === 'number') return ({ inputs }) => read(inputs) === matcher;
  const { eq, ne, in: oneOf, not_in: noneOf, lt, lte, gt, gte, between } = matcher;
  return ({ inputs }) => {
    const value = read(inputs);
    return (
      (lt === undefined || value < lt) &&
      (lte === undefined || value <= lte) &&
      (gt === undefined || value > gt) &&
      (gte === undefined || value >= gte) &&
      (between === undefined || (value >= between[0] && value <= between[1])) &&
      (eq === undefined || value === eq) &&
      (ne === undefined || value !== ne) &&
      (oneOf === undefined || oneOf.includes(value)) &&
      (noneOf === undefined || !noneOf.includes(value))
    );
  };
}

function timeTest({ zone, days = weekdays, from = '00:00', to = '24:00' }: TimeCondition): Predicate {
  const isWithin = withinWindow({ days, from, to });
  return ({ wallTime }) => isWithin(wallTime(zone));
}
