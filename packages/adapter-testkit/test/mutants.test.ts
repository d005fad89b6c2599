import { describe, expect, it } from 'vitest';
import { conformanceScenarios, describeAdapter, type Scenario } from '../src/conformance/conformance.ts';
import { claimMutants, secretMutants } from './mutants/claim-mutants.ts';
import { eventMutants } from './mutants/event-mutants.ts';
import { paymentMutants } from './mutants/payment-mutants.ts';
import { refundAndPayoutMutants } from './mutants/refund-and-payout-mutants.ts';
import { chargingBank, chargingBankSubject } from './sample-bank/charging-bank.ts';
import { hintingBank } from './sample-bank/hinting-bank.ts';
import { sampleBankSubject } from './sample-bank/subject.ts';

const mutants = [...paymentMutants, ...refundAndPayoutMutants, ...eventMutants, ...claimMutants, ...secretMutants];

async function isRejected({ run }: Scenario): Promise<boolean> {
  try {
    await run();
    return false;
  } catch {
    return true;
  }
}

describe('the conformance suite finds an adapter that', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', async (_, { caughtBy, subject }) => {
    const scenarios = conformanceScenarios(subject).filter(({ group }) => group === caughtBy);
    const rejections = await Promise.all(scenarios.map(isRejected));
    expect(rejections).toContain(true);
  });
});

describeAdapter(sampleBankSubject(hintingBank), 'an adapter whose events are hints');
describeAdapter(chargingBankSubject(chargingBank), 'an adapter that charges without a shopper');
