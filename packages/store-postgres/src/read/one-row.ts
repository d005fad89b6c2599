/** The only row of an answer as a value, or null without one. */
export function oneOrNull<Row, Value>(rows: readonly Row[], toValue: (row: Row) => Value): Value | null {
  const [row] = rows;
  return row === undefined ? null : toValue(row);
}
