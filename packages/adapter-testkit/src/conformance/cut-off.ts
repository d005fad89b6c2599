import type { FakeProvider } from '../fake-provider.ts';
import type { Fault } from '../fault-plan.ts';

/** A call of which nobody can tell by its answer what became of it. */
export interface CutOff {
  readonly name: string;
  readonly fault: Fault;
  /** Has the provider done what was asked? */
  readonly acted: boolean;
}

export const cutOffs: readonly CutOff[] = [
  { name: 'lost before the provider acted', fault: { kind: 'lose_before' }, acted: false },
  { name: 'lost after the provider acted', fault: { kind: 'lose_after' }, acted: true },
  { name: 'answered with 503', fault: { kind: 'error_before', status: 503 }, acted: false },
  { name: 'answered with 502 after the provider acted', fault: { kind: 'error_after', status: 502 }, acted: true },
  { name: 'answered with HTML', fault: { kind: 'garbage', body: '<html>maintenance</html>' }, acted: true },
  { name: 'answered with an empty object', fault: { kind: 'garbage', body: '{}' }, acted: true },
];

/** Ways in which something that only reads can fail. */
export const failedReads: readonly CutOff[] = [
  ...cutOffs,
  {
    name: 'answered with a 404 that is not the provider’s own',
    fault: { kind: 'error_before', status: 404 },
    acted: false,
  },
];

/** Lets every question to the provider fail, whichever the adapter asks. */
export function failReads({ faults, operations }: FakeProvider, fault: Fault): void {
  for (const [operation, moves] of Object.entries(operations)) {
    if (moves === 'inquiry') faults.inject(operation, fault, 10);
  }
}
