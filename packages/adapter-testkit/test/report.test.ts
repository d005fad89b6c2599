import { describe, expect, it } from 'vitest';
import { toBadge } from '../src/report/badge.ts';
import { type ScenarioResult, toReport, toText } from '../src/report/conformance-report.ts';

const scenarios: ScenarioResult[] = [
  { title: 'my-pg', group: 'manifest', scenario: 'is complete', passed: true },
  { title: 'my-pg', group: 'refunds', scenario: 'a full refund gives everything back', passed: false },
  { title: 'windows of my-pg', group: 'refunds', scenario: 'a refund that was never sent is absent', passed: false },
];

function reportOf(results: readonly ScenarioResult[], version: string | null = '1.2.3') {
  return toReport({
    adapter: 'my-pg',
    package: { name: 'hangil-adapter-my-pg', version },
    testkit: '0.1.0',
    ranAt: '2026-11-25T01:02:03.000Z',
    scenarios: results,
  });
}

describe('a report', () => {
  it('counts what passed and what failed, and keeps every scenario', () => {
    expect(reportOf(scenarios)).toMatchObject({ specification: 'v1', passed: 1, failed: 2, scenarios });
  });

  it('says for people which scenario of which flow failed', () => {
    expect(toText(reportOf(scenarios))).toBe(
      [
        'my-pg does not conform to v1: 1 of 3 scenarios (testkit 0.1.0, 2026-11-25T01:02:03.000Z)',
        '  manifest: 1 of 1',
        '  refunds: 0 of 2',
        '    failed: a full refund gives everything back',
        '    failed: windows of my-pg: a refund that was never sent is absent',
      ].join('\n'),
    );
    expect(toText(reportOf(scenarios.slice(0, 1)))).toMatch(/^my-pg conforms to v1: 1 of 1 scenarios/);
  });

  it('is a badge with outcome, version and day, green only when nothing failed', () => {
    const good = toBadge(reportOf(scenarios.slice(0, 1)));
    expect(good).toMatch(/^<svg .*<title>hangil v1: 1 passed · 1\.2\.3 · 2026-11-25<\/title>.*fill="#4b0"/);
    const bad = toBadge(reportOf(scenarios, null));
    expect(bad).toMatch(/<title>hangil v1: 2 of 3 failed · 2026-11-25<\/title>.*fill="#dd4343"/);
  });
});
