/** A defect that is put into one source file while the simulation runs, and only there. */
export interface Mutation {
  readonly name: string;
  /** What is wrong with it, for people. */
  readonly defect: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** A promise is broken within so many seeds, counted from 1. */
  readonly seeds: number;
}
