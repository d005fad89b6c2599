import type { Operation } from '@hangil/engine';
import { toInstant, toMilliseconds } from './plain.ts';

export type OperationRow = ReturnType<typeof toOperationRow>;

export function toOperationRow(value: Operation) {
  return {
    ...value,
    leaseUntil: toMilliseconds(value.leaseUntil),
    createdAt: value.createdAt.getTime(),
    sentAt: toMilliseconds(value.sentAt),
    finishedAt: toMilliseconds(value.finishedAt),
  };
}

export function fromOperationRow(row: OperationRow): Operation {
  return {
    ...row,
    leaseUntil: toInstant(row.leaseUntil),
    createdAt: toInstant(row.createdAt),
    sentAt: toInstant(row.sentAt),
    finishedAt: toInstant(row.finishedAt),
  };
}
