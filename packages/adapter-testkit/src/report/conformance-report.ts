/** How one scenario of the suite ended. */
export interface ScenarioResult {
  /** The title under which the adapter was described: one adapter may be tried in several flows. */
  readonly title: string;
  readonly group: string;
  readonly scenario: string;
  readonly passed: boolean;
}

/** What the suite found about one adapter, as it is written to a JSON file. */
export interface ConformanceReport {
  /** The manifest's id. */
  readonly adapter: string;
  /** The package that was tested, as its package.json says. */
  readonly package: { readonly name: string | null; readonly version: string | null };
  readonly specification: 'v1';
  /** Version of the testkit: a newer one may try more. */
  readonly testkit: string;
  /** ISO 8601, UTC. */
  readonly ranAt: string;
  readonly passed: number;
  readonly failed: number;
  readonly scenarios: readonly ScenarioResult[];
}

export type Tested = Omit<ConformanceReport, 'passed' | 'failed' | 'specification'>;

export function toReport({ scenarios, ...tested }: Tested): ConformanceReport {
  const passed = scenarios.filter((scenario) => scenario.passed).length;
  return { ...tested, specification: 'v1', passed, failed: scenarios.length - passed, scenarios };
}

/** A line for each group and each failure, for people. */
export function toText(report: ConformanceReport): string {
  const { adapter, passed, failed, scenarios, specification, testkit, ranAt } = report;
  const groups = [...new Set(scenarios.map(({ group }) => group))].map((group) => {
    const ofGroup = scenarios.filter((scenario) => scenario.group === group);
    const failures = ofGroup.filter((scenario) => !scenario.passed);
    const lines = failures.map(
      ({ title, scenario }) => `    failed: ${title === adapter ? '' : `${title}: `}${scenario}`,
    );
    return [`  ${group}: ${ofGroup.length - failures.length} of ${ofGroup.length}`, ...lines].join('\n');
  });
  const verdict = failed === 0 ? `conforms to ${specification}` : `does not conform to ${specification}`;
  return [
    `${adapter} ${verdict}: ${passed} of ${passed + failed} scenarios (testkit ${testkit}, ${ranAt})`,
    ...groups,
  ].join('\n');
}
