import { commitMutations } from './commit-mutations.ts';
import { eventMutations } from './event-mutations.ts';
import type { Mutation } from './mutation.ts';
import { outcomeMutations } from './outcome-mutations.ts';
import { refundMutations } from './refund-mutations.ts';

/** Each must be found: a simulation that finds none of them would find nothing else either. */
export const mutations: readonly Mutation[] = [
  ...outcomeMutations,
  ...refundMutations,
  ...commitMutations,
  ...eventMutations,
];
