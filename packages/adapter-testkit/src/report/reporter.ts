import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { toBadge } from './badge.ts';
import { type ConformanceReport, type ScenarioResult, toReport, toText } from './conformance-report.ts';
import type {} from './scenario-meta.ts';

export { toBadge } from './badge.ts';
export { type ConformanceReport, type ScenarioResult, toText } from './conformance-report.ts';

export interface ConformanceReporterOptions {
  /** Where files are written; `conformance` in the project's folder when left out. */
  readonly folder?: string;
}

/**
 * A vitest reporter: after the run it prints what the suite found and writes `{adapter}.json` and `{adapter}.svg` for every adapter
 * that was described.
 */
export default class ConformanceReporter implements Reporter {
  readonly #options: ConformanceReporterOptions;
  #root = '.';

  constructor(options: ConformanceReporterOptions = {}) {
    this.#options = options;
  }

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const folder = join(this.#root, this.#options.folder ?? 'conformance');
    for (const report of reportsOf(modules, this.#root)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${report.adapter}.json`), `${JSON.stringify(report, null, 2)}\n`);
      writeFileSync(join(folder, `${report.adapter}.svg`), toBadge(report));
      console.log(`\n${toText(report)}`);
    }
  }
}

function reportsOf(modules: readonly TestModule[], root: string): ConformanceReport[] {
  const byAdapter = new Map<string, ScenarioResult[]>();
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const found = resultOf(test);
    if (found !== null) byAdapter.set(found.adapter, [...(byAdapter.get(found.adapter) ?? []), found.result]);
  }
  const shared = {
    package: packageIn(root),
    testkit: packageIn(fileURLToPath(new URL('../..', import.meta.url))).version ?? 'unknown',
    ranAt: new Date().toISOString(),
  };
  return [...byAdapter].map(([adapter, scenarios]) => toReport({ adapter, ...shared, scenarios }));
}

/** A test of the suite that has run; null for every other. */
function resultOf(test: TestCase): { readonly adapter: string; readonly result: ScenarioResult } | null {
  const { hangilScenario } = test.meta();
  if (hangilScenario === undefined) return null;
  const { adapter, ...scenario } = hangilScenario;
  return { adapter, result: { ...scenario, passed: test.result().state === 'passed' } };
}

function packageIn(folder: string): ConformanceReport['package'] {
  const file = join(folder, 'package.json');
  const { name = null, version = null } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return { name, version };
}
