import type { RoutingTrace } from '@hangil/core';
import { type Plain, toInstant } from './plain.ts';

export function fromPlainRouting(plain: Plain<RoutingTrace>): RoutingTrace {
  return { ...plain, decidedAt: toInstant(plain.decidedAt) };
}
