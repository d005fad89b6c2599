import { actionScenarios } from './actions.ts';
import { approvalScenarios } from './approvals.ts';
import { billingKeyScenarios } from './billing-keys.ts';
import { cancelScenarios } from './cancel.ts';
import { checkoutScenarios } from './checkout.ts';
import { checkScenarios } from './checks.ts';
import { confirmScenarios } from './confirm.ts';
import { coverageScenario } from './coverage.ts';
import { damagedAnswerScenarios } from './damaged-answers.ts';
import { depositScenarios } from './deposits.ts';
import { directChargeScenarios } from './direct-charge.ts';
import { eventScenarios } from './events.ts';
import { informationScenarios } from './information.ts';
import { integrityScenarios } from './integrity.ts';
import { keyWindowScenarios } from './key-windows.ts';
import { manifestScenarios } from './manifest.ts';
import { paymentScenarios } from './payments.ts';
import { payoutScenarios } from './payouts.ts';
import { refundScenarios } from './refunds.ts';
import { reportScenarios } from './reports.ts';
import { scheduleScenarios } from './schedules.ts';
import { secretScenarios } from './secrets.ts';
import { serviceScenarios } from './services.ts';
import { settingsScenarios } from './settings.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';
import { tableScenarios } from './tables.ts';
import { unitScenarios } from './units.ts';
import { virtualAccountScenarios } from './virtual-accounts.ts';

/** Everything the adapter's manifest and ports promise, as scenarios that can also be run outside of a test runner. */
export function conformanceScenarios(subject: ConformanceSubject): Scenario[] {
  const scenarios = [
    manifestScenarios,
    settingsScenarios,
    checkScenarios,
    paymentScenarios,
    informationScenarios,
    checkoutScenarios,
    approvalScenarios,
    confirmScenarios,
    directChargeScenarios,
    depositScenarios,
    virtualAccountScenarios,
    cancelScenarios,
    integrityScenarios,
    damagedAnswerScenarios,
    unitScenarios,
    refundScenarios,
    payoutScenarios,
    billingKeyScenarios,
    keyWindowScenarios,
    scheduleScenarios,
    eventScenarios,
    serviceScenarios,
    actionScenarios,
    tableScenarios,
    reportScenarios,
    secretScenarios,
  ].flatMap((scenariosOf) => scenariosOf(subject));
  return [...scenarios, coverageScenario(subject, scenarios)];
}
