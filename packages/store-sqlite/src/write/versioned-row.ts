import type { Statement } from '../drizzle.ts';
import { Refusal } from './refusal.ts';

export interface VersionedStatements<Row extends { readonly id: string }> {
  readonly insert: Statement<Row>;
  /** Touches the row only while it is one version behind. */
  readonly replace: Statement<Row>;
  readonly find: { get(values: { readonly id: string }): unknown };
}

/**
 * Version 1 is inserted, n replaces exactly n - 1. A version that has moved is told before any other conflict, because
 * the rest was decided from a state that is no more.
 */
export function writeVersion<Row extends { readonly id: string }>(
  statements: VersionedStatements<Row>,
  row: Row,
  version: number,
): void {
  if (version !== 1) {
    if (statements.replace.run(row).changes === 0) throw new Refusal('version');
    return;
  }
  try {
    statements.insert.run(row);
  } catch (error) {
    throw statements.find.get({ id: row.id }) === undefined ? error : new Refusal('version');
  }
}
