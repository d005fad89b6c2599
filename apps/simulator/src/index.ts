export type { Fakes } from './fakes.ts';
export { createMovableClock, type MovableClock } from './movable-clock.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';
