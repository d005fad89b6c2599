export type CheckName =
  | 'configuration'
  | 'database'
  | 'disk'
  | 'clock'
  | 'public_url'
  | 'credentials'
  | 'notice_url'
  | 'secrets'
  | 'backlog'
  | 'ledger';

/** What one look found. */
export interface Finding {
  readonly check: CheckName;
  /** Of several things of one kind: a provider account, a book, a file. */
  readonly subject: string | null;
  readonly status: 'ok' | 'failed' | 'skipped';
  /** A sentence. Names and places, never secrets. */
  readonly message: string;
  /** What to do; null unless it failed. */
  readonly fix: string | null;
}

export function ok(check: CheckName, message: string, subject: string | null = null): Finding {
  return { check, subject, status: 'ok', message, fix: null };
}

export function failed(check: CheckName, message: string, fix: string, subject: string | null = null): Finding {
  return { check, subject, status: 'failed', message, fix };
}

export function skipped(check: CheckName, message: string): Finding {
  return { check, subject: null, status: 'skipped', message, fix: null };
}
