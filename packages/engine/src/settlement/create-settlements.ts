import type { EngineDependencies } from '../engine-dependencies.ts';
import { makeExpectSettlements } from './expect-settlements.ts';
import { makeReceiveSettlement } from './receive-settlement.ts';
import { makeSettlementArrives } from './settlement-arrives.ts';
import type { Settlements } from './settlements.ts';

export function createSettlements(dependencies: EngineDependencies): Settlements {
  const expected = makeExpectSettlements(dependencies);
  return {
    expected,
    receive: makeReceiveSettlement(dependencies, expected),
    arrive: makeSettlementArrives(dependencies),
  };
}
