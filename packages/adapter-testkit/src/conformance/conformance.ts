import { describe, it } from 'vitest';
import type {} from '../report/scenario-meta.ts';
import { conformanceScenarios } from './scenarios.ts';
import type { ConformanceSubject } from './subject.ts';

export { conformanceScenarios } from './scenarios.ts';
export {
  type AccountConfiguration,
  type BillingKeySample,
  type ConformanceSubject,
  conformanceTime,
  type PaymentSample,
  type PayoutSample,
  type Scenario,
} from './subject.ts';

/** Registers every scenario of the subject as a test. `title` tells two subjects of one adapter apart. */
export function describeAdapter(subject: ConformanceSubject, title: string = subject.adapter.manifest.id): void {
  const scenarios = conformanceScenarios(subject);
  describe(`${title} conforms`, () => {
    for (const group of new Set(scenarios.map((scenario) => scenario.group))) {
      describe(group, () => {
        for (const { name, run } of scenarios.filter((scenario) => scenario.group === group)) {
          it(name, async ({ task }) => {
            task.meta.hangilScenario = { adapter: subject.adapter.manifest.id, title, group, scenario: name };
            await run();
          });
        }
      });
    }
  });
}
