import { findMutant, mutants, rowOf } from './all-mutants.ts';

/** Lets the suite find every planted fault, and prints which scenario did. Ends with 1 when one goes unseen. */
let unseen = 0;
console.log('| an adapter that … | group | is found by |\n| --- | --- | --- |');
for (const mutant of mutants) {
  const found = await findMutant(mutant);
  if (found === undefined) unseen += 1;
  console.log(rowOf(mutant, found));
}
console.log(`\n${mutants.length - unseen} of ${mutants.length} found`);
process.exitCode = unseen === 0 ? 0 : 1;
