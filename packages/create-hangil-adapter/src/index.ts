export { type Answers, defaultsFor, problemOf } from './answers.ts';
export { adapterFiles, writeAdapter } from './write-adapter.ts';
