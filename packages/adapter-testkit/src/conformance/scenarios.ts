import { billingKeyScenarios } from './billing-keys.ts';
import { cancelScenarios } from './cancel.ts';
import { confirmScenarios } from './confirm.ts';
import { damagedAnswerScenarios } from './damaged-answers.ts';
import { depositScenarios } from './deposits.ts';
import { directChargeScenarios } from './direct-charge.ts';
import { eventScenarios } from './events.ts';
import { integrityScenarios } from './integrity.ts';
import { manifestScenarios } from './manifest.ts';
import { paymentScenarios } from './payments.ts';
import { payoutScenarios } from './payouts.ts';
import { refundScenarios } from './refunds.ts';
import { secretScenarios } from './secrets.ts';
import { serviceScenarios } from './services.ts';
import { settingsScenarios } from './settings.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';
import { unitScenarios } from './units.ts';

/** Everything the adapter's manifest and ports promise, as scenarios that can also be run outside of a test runner. */
export function conformanceScenarios(subject: ConformanceSubject): Scenario[] {
  return [
    manifestScenarios,
    settingsScenarios,
    paymentScenarios,
    confirmScenarios,
    directChargeScenarios,
    depositScenarios,
    cancelScenarios,
    integrityScenarios,
    damagedAnswerScenarios,
    unitScenarios,
    refundScenarios,
    payoutScenarios,
    billingKeyScenarios,
    eventScenarios,
    serviceScenarios,
    secretScenarios,
  ].flatMap((scenariosOf) => scenariosOf(subject));
}
