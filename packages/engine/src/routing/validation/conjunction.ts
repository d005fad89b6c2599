import type { RoutingCondition, TextMatcher } from '../rules.ts';
import { intersect, isEmpty, isWithin, listed, numberSet, textSet, type ValueSet } from './value-set.ts';

/**
 * Conditions that must all hold, as the values that each field may have. What cannot be said so (`not`, times, methods that are
 * excluded) is kept as text and only compared with itself: a rule that is taken for reachable may not be, never the other way.
 */
export interface Conjunction {
  readonly fields: ReadonlyMap<string, ValueSet>;
  readonly opaque: ReadonlySet<string>;
}

const everything: Conjunction = { fields: new Map(), opaque: new Set() };
const conjunctionsMax = 64;

/** One of which holds exactly when the condition does; null when there would be too many of them. Those that never hold are left out. */
export function toConjunctions(condition: RoutingCondition): readonly Conjunction[] | null {
  const { all = [], any } = condition;
  let found: readonly Conjunction[] = methodBranches(condition).map((branch) => both(branch, plainPart(condition)));
  const factors = [...all.map(toConjunctions), ...(any === undefined ? [] : [anyOf(any)])];
  for (const factor of factors) {
    if (factor === null || found.length * factor.length > conjunctionsMax) return null;
    found = found.flatMap((left) => factor.map((right) => both(left, right)));
  }
  return found.filter(({ fields }) => ![...fields.values()].some(isEmpty));
}

function anyOf(branches: readonly RoutingCondition[]): readonly Conjunction[] | null {
  const parts = branches.map(toConjunctions);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
}

function plainPart(condition: RoutingCondition): Conjunction {
  const { wallet, currency, amount, tax_free_amount, customer_country, metadata = {}, livemode, time, not } = condition;
  const fields = new Map<string, ValueSet>();
  const texts: readonly (readonly [string, TextMatcher | undefined])[] = [
    ['wallet', wallet],
    ['currency', currency],
    ['customer_country', customer_country],
    ['livemode', livemode === undefined ? undefined : String(livemode)],
    ...Object.entries(metadata).map(([key, matcher]) => [`metadata.${key}`, matcher] as const),
  ];
  for (const [field, matcher] of texts) if (matcher !== undefined) fields.set(field, textSet(matcher));
  if (amount !== undefined) fields.set('amount', numberSet(amount));
  if (tax_free_amount !== undefined) fields.set('tax_free_amount', numberSet(tax_free_amount));
  const opaque = [time === undefined ? [] : [{ time }], not === undefined ? [] : [{ not }]].flat();
  return { fields, opaque: new Set(opaque.map((part) => JSON.stringify(part))) };
}

/** `easy_pay/kakaopay` is a method and a wallet; a list of words is one branch for each of them. */
function methodBranches({ method }: RoutingCondition): Conjunction[] {
  if (method === undefined) return [everything];
  const { complement, values } = textSet(method);
  const excludes = typeof method !== 'string' && (method.ne !== undefined || method.not_in !== undefined);
  if (complement || excludes) return [{ fields: new Map(), opaque: new Set([JSON.stringify({ method })]) }];
  return [...values].map((word) => {
    const { type, wallet } = partsOfMethod(word);
    const fields = new Map([['method', listed([type])]]);
    if (wallet !== null) fields.set('wallet', listed([wallet]));
    return { fields, opaque: new Set<string>() };
  });
}

/** `easy_pay` and `kakaopay` of `easy_pay/kakaopay`; `payout/bank_transfer` is a method without a wallet. */
export function partsOfMethod(word: string): { readonly type: string; readonly wallet: string | null } {
  const parts = word.split('/');
  const typeLength = word.startsWith('payout/') ? 2 : 1;
  const wallet = parts.slice(typeLength).join('/');
  return { type: parts.slice(0, typeLength).join('/'), wallet: wallet === '' ? null : wallet };
}

function both(left: Conjunction, right: Conjunction): Conjunction {
  const fields = new Map(left.fields);
  for (const [field, set] of right.fields) {
    const present = fields.get(field);
    fields.set(field, present === undefined ? set : intersect(present, set));
  }
  return { fields, opaque: new Set([...left.opaque, ...right.opaque]) };
}

/** Whether the outer one holds whenever the inner one does. */
export function covers(outer: Conjunction, inner: Conjunction): boolean {
  for (const [field, set] of outer.fields) {
    const narrower = inner.fields.get(field);
    if (narrower === undefined || !isWithin(narrower, set)) return false;
  }
  return [...outer.opaque].every((part) => inner.opaque.has(part));
}
