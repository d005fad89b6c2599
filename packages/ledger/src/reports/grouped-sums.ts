import { checkedAmount } from '@hangil/core';

/**
 * Sums of several figures by group.
 *
 * @param keyOf - what tells two groups apart, and orders them
 */
export function groupedSums<Group extends object, Figures extends Readonly<Record<string, number>>>(
  keyOf: (group: Group) => readonly string[],
  nothing: Figures,
) {
  const rows = new Map<string, { readonly key: readonly string[]; readonly group: Group; figures: Figures }>();
  return {
    /** @throws RangeError when a sum leaves the safe integers */
    add(group: Group, added: Partial<Figures>): void {
      const key = keyOf(group);
      const text = key.join('\n');
      const row = rows.get(text) ?? { key, group, figures: nothing };
      const sums = Object.entries(added).map(([name, figure]) => [name, plus(row.figures[name], figure)]);
      row.figures = { ...row.figures, ...Object.fromEntries(sums) };
      rows.set(text, row);
    },
    rows: (): (Group & Figures)[] =>
      [...rows.values()]
        .sort((left, right) => inOrder(left.key, right.key))
        .map(({ group, figures }) => ({ ...group, ...figures })),
  };
}

function plus(left = 0, right = 0): number {
  const sum = left + right;
  checkedAmount(Math.abs(sum));
  return sum;
}

function inOrder(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}
