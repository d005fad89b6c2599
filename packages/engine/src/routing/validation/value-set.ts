import { boundsOf } from '../condition.ts';
import type { NumberMatcher, TextMatcher } from '../rules.ts';

/** Values that a field may have: those listed, or all but those listed. */
export interface TextSet {
  readonly kind: 'text';
  readonly complement: boolean;
  readonly values: ReadonlySet<string>;
}

/** Integers in disjoint ranges, both ends included, in rising order. */
export interface NumberSet {
  readonly kind: 'number';
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

export type ValueSet = TextSet | NumberSet;

export function textSet(matcher: TextMatcher): TextSet {
  if (typeof matcher === 'string') return listed([matcher]);
  const { eq, ne, in: oneOf, not_in: noneOf = [] } = matcher;
  const parts = [
    allBut(ne === undefined ? noneOf : [ne, ...noneOf]),
    ...(eq === undefined ? [] : [listed([eq])]),
    ...(oneOf === undefined ? [] : [listed(oneOf)]),
  ];
  return parts.reduce(intersectText);
}

export function listed(values: Iterable<string>): TextSet {
  return { kind: 'text', complement: false, values: new Set(values) };
}

function allBut(values: Iterable<string>): TextSet {
  return { kind: 'text', complement: true, values: new Set(values) };
}

export function numberSet(matcher: NumberMatcher): NumberSet {
  if (typeof matcher === 'number') return range(matcher, matcher);
  const { ne, in: oneOf, not_in: noneOf = [] } = matcher;
  const [low, high] = boundsOf(matcher);
  const holes = ne === undefined ? noneOf : [ne, ...noneOf];
  const named = oneOf === undefined ? range(low, high) : union(oneOf.map((value) => range(value, value)));
  return holes.reduce<NumberSet>((set, hole) => without(set, hole), intersectNumber(named, range(low, high)));
}

function range(low: number, high: number): NumberSet {
  return { kind: 'number', ranges: low <= high ? [[low, high]] : [] };
}

function union(sets: readonly NumberSet[]): NumberSet {
  return { kind: 'number', ranges: sets.flatMap(({ ranges }) => ranges).sort(([left], [right]) => left - right) };
}

function without({ ranges }: NumberSet, hole: number): NumberSet {
  return union(
    ranges.map(([low, high]) =>
      hole < low || hole > high ? range(low, high) : union([range(low, hole - 1), range(hole + 1, high)]),
    ),
  );
}

/** Both sets are of one field, so they are of one kind. */
export function intersect(left: ValueSet, right: ValueSet): ValueSet {
  if (left.kind === 'text' && right.kind === 'text') return intersectText(left, right);
  if (left.kind === 'number' && right.kind === 'number') return intersectNumber(left, right);
  throw new Error('sets of two kinds');
}

function intersectText(left: TextSet, right: TextSet): TextSet {
  if (left.complement && right.complement) return allBut([...left.values, ...right.values]);
  if (left.complement) return intersectText(right, left);
  return listed([...left.values].filter((value) => right.values.has(value) !== right.complement));
}

function intersectNumber(left: NumberSet, right: NumberSet): NumberSet {
  return union(
    left.ranges.flatMap(([low, high]) =>
      right.ranges.map(([otherLow, otherHigh]) => range(Math.max(low, otherLow), Math.min(high, otherHigh))),
    ),
  );
}

export function isEmpty(set: ValueSet): boolean {
  return set.kind === 'text' ? !set.complement && set.values.size === 0 : set.ranges.length === 0;
}

/** Whether every value of the inner set is one of the outer. */
export function isWithin(inner: ValueSet, outer: ValueSet): boolean {
  if (inner.kind === 'text' && outer.kind === 'text') {
    if (!inner.complement) return [...inner.values].every((value) => outer.values.has(value) !== outer.complement);
    return outer.complement && [...outer.values].every((value) => inner.values.has(value));
  }
  if (inner.kind === 'number' && outer.kind === 'number')
    return inner.ranges.every(([low, high]) => outer.ranges.some(([from, to]) => from <= low && high <= to));
  return false;
}
