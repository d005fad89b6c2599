import { makeBadge } from 'badge-maker';
import type { ConformanceReport } from './conformance-report.ts';

/** An SVG picture for a README: what was tried, how it ended, the version of the package and the day (UTC). */
export function toBadge({ specification, passed, failed, package: tested, ranAt }: ConformanceReport): string {
  const outcome = failed === 0 ? `${passed} passed` : `${failed} of ${passed + failed} failed`;
  const message = [outcome, tested.version, ranAt.slice(0, 10)].filter((part) => part !== null).join(' · ');
  return makeBadge({ label: `hangil ${specification}`, message, color: failed === 0 ? 'brightgreen' : 'red' });
}
