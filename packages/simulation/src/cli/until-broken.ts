import { runSeed } from '../run.ts';

/** Plays seeds from 1 on until a promise breaks, at most as many as it is told. */
const seedsMax = Number(process.argv[2]);
for (let seed = 1; seed <= seedsMax; seed += 1) {
  const { breaches } = await runSeed(seed).catch((error: Error) => ({ breaches: [error.message] }));
  if (breaches.length === 0) continue;
  console.log(`broken at seed ${seed}`);
  break;
}
