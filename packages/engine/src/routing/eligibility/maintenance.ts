import { withinWindow } from '../weekly-window.ts';
import type { EligibilityCheck } from './eligibility.ts';

/** The provider or its PG is known to be away: every week at a time, or once. */
export const maintenanceReasons: EligibilityCheck = ({ id, maintenance = [] }, { now, wallTime }) =>
  maintenance.flatMap((window) => {
    if ('zone' in window) {
      if (!withinWindow(window)(wallTime(window.zone))) return [];
      const detail = `${id} is under maintenance from ${window.from} to ${window.to} (${window.zone})`;
      return [{ code: 'under_maintenance', detail }];
    }
    if (now < window.since || now >= window.until) return [];
    return [{ code: 'under_maintenance', detail: `${id} is under maintenance until ${window.until.toISOString()}` }];
  });
