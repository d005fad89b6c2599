import { conformanceScenarios } from '../../src/conformance/scenarios.ts';
import type { Scenario } from '../../src/conformance/subject.ts';
import { outputOf } from '../../src/conformance/watch-output.ts';
import { billingKeyMutants } from './billing-key-mutants.ts';
import { claimMutants, secretMutants } from './claim-mutants.ts';
import { confirmMutants } from './confirm-mutants.ts';
import { eventMutants } from './event-mutants.ts';
import type { Mutant } from './mutant.ts';
import { paymentMutants } from './payment-mutants.ts';
import { refundAndPayoutMutants } from './refund-and-payout-mutants.ts';
import { scheduleMutants } from './schedule-mutants.ts';
import { serviceMutants } from './service-mutants.ts';

/** Every planted fault. */
export const mutants: readonly Mutant[] = [
  ...paymentMutants,
  ...refundAndPayoutMutants,
  ...confirmMutants,
  ...billingKeyMutants,
  ...scheduleMutants,
  ...serviceMutants,
  ...eventMutants,
  ...claimMutants,
  ...secretMutants,
];

/** The first scenario of the group in question that finds the fault; undefined when it goes unseen. What mutants write is not shown. */
export async function findMutant({ caughtBy, subject }: Mutant): Promise<Scenario | undefined> {
  let found: Scenario | undefined;
  await outputOf(async () => {
    for (const scenario of conformanceScenarios(subject).filter(({ group }) => group === caughtBy)) {
      if (found === undefined && (await isRejected(scenario))) found = scenario;
    }
  });
  return found;
}

async function isRejected({ run }: Scenario): Promise<boolean> {
  try {
    await run();
    return false;
  } catch {
    return true;
  }
}

/** One line of the table of planted faults. */
export function rowOf({ name, caughtBy }: Mutant, found: Scenario | undefined): string {
  return `| ${name} | ${caughtBy} | ${found?.name ?? '**not found**'} |`;
}
