export { createFileMedium, createMemoryMedium, type Medium } from './medium.ts';
export { type RunOptions, type RunReport, runSeed } from './run.ts';
export { type SometimesName, sometimes, sometimesInFiles } from './sometimes.ts';
