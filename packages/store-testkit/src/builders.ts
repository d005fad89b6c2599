import { createAggregateBuilders } from './build-aggregates.ts';
import { createRecordBuilders } from './build-records.ts';
import { countUp, createSequence } from './sequence.ts';

/**
 * Builds valid objects that differ in everything unique. `next` numbers ids, keys and instants, so equal sequences build
 * equal objects; nothing is left to chance or to the clock.
 */
export function createBuilders(next: () => number = countUp()) {
  const sequence = createSequence(next);
  return {
    ids: sequence.ids,
    instant: sequence.instant,
    ...createAggregateBuilders(sequence),
    ...createRecordBuilders(sequence),
  };
}

export type Builders = ReturnType<typeof createBuilders>;
