import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sectionsOf, tableRows } from './markdown.ts';

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const rules: Rule[] = parse(read('deploy/prometheus/hangil-alerts.yml')).groups[0].rules;
const dashboard = JSON.parse(read('deploy/grafana/hangil.json'));
const panels: Panel[] = dashboard.panels;
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Names of the page, which a test of the gateway compares with what is running; a histogram is asked for by its parts. */
const known = tableRows(read('docs/operations/monitor.md').split('## Metrics')[1] ?? '').flatMap(([name = '', type]) =>
  type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
);

/** @returns what a query reads, and where it cannot be understood */
function readQuery(expr: string): { readonly metrics: string[]; readonly errors: number[] } {
  const metrics: string[] = [];
  const errors: number[] = [];
  // Grafana puts a duration in the place of its variable.
  const text = expr.replaceAll('$__rate_interval', '1m');
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) errors.push(from);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.push(text.slice(from, to));
    },
  });
  return { metrics, errors };
}

test('a query with a mistake is noticed, and the metrics of a right one are found', () => {
  expect(readQuery('sum(rate(x[5m])').errors).not.toEqual([]);
  expect(readQuery('sum by (a) (rate(x{b="y"}[5m])) / z > 1')).toEqual({ metrics: ['x', 'z'], errors: [] });
});

test.each([...rules.map(({ alert, expr }) => [alert, expr]), ...queries.map((expr) => ['dashboard', expr])])(
  '%s asks for metrics that exist: %s',
  (_name, expr) => {
    const { metrics, errors } = readQuery(expr ?? '');
    expect(errors).toEqual([]);
    expect(metrics.length).toBeGreaterThan(0);
    // `up` is Prometheus's own.
    expect(metrics.filter((metric) => metric !== 'up' && !known.includes(metric))).toEqual([]);
  },
);

test.each(rules)('$alert says how urgent it is and leads to what to do', ({ labels, annotations }) => {
  expect(['page', 'ticket']).toContain(labels.severity);
  expect(annotations.summary).toMatch(/\.$/);
  const [file = '', anchor] = annotations.runbook.split('#');
  const anchors = sectionsOf(read(file)).map(({ heading }) => heading.toLowerCase().replaceAll(' ', '-'));
  if (anchor !== undefined) expect(anchors).toContain(anchor);
});

test('the panels of the dashboard say what they show and do not lie on each other', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { type, title, description } of panels)
    if (type !== 'row') expect([title, description]).toEqual([title, expect.stringMatching(/\.$/)]);
});
