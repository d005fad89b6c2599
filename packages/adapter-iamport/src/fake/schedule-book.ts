import type { OrderFields } from './attempt.ts';
import type { Books } from './books.ts';
import type { ChargeDecision } from './charge-routes.ts';
import { limitExceeded } from './charge-routes.ts';
import type { Notify } from './notify.ts';

/** A charge the provider is to make by its own clock. Times in unix seconds, 0 for "not". */
export interface Scheduled {
  readonly merchantUid: string;
  readonly customerUid: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly order: OrderFields;
  scheduleAt: number;
  executedAt: number;
  revokedAt: number;
  impUid: string | null;
}

export function scheduleStatus({ executedAt, revokedAt }: Scheduled): 'scheduled' | 'executed' | 'revoked' {
  if (revokedAt > 0) return 'revoked';
  return executedAt > 0 ? 'executed' : 'scheduled';
}

export interface ScheduleBook {
  readonly schedules: Map<string, Scheduled>;
  /** Charges what has become due, with notices. `wait` leaves it for later, as a provider that is behind. */
  runDue(): Promise<void>;
  /** Charges one now, whatever its time. */
  execute(scheduled: Scheduled): Promise<void>;
}

interface ScheduleBookParts {
  readonly books: Books;
  readonly notify: Notify;
  readonly decision: () => ChargeDecision;
}

export function createScheduleBook({ books, notify, decision }: ScheduleBookParts): ScheduleBook {
  const schedules = new Map<string, Scheduled>();

  async function execute(scheduled: Scheduled): Promise<void> {
    const { merchantUid, amountMinor, currency, order, customerUid } = scheduled;
    const key = books.billingKeys.get(customerUid);
    const cardNumber = key?.maskedNumber ?? null;
    const attempt = books.open({ merchantUid, kind: 'charge', amountMinor, currency, order, cardNumber });
    scheduled.executedAt = books.nowSeconds();
    scheduled.impUid = attempt.impUid;
    if (key === undefined) books.fail(attempt, '등록되지 않은 구매자입니다.');
    else if (decision() === 'decline') books.fail(attempt, limitExceeded);
    else books.pay(attempt);
    await notify(attempt);
  }

  return {
    schedules,
    execute,
    async runDue() {
      if (decision() === 'wait') return;
      const due = [...schedules.values()].filter(
        (each) => scheduleStatus(each) === 'scheduled' && each.scheduleAt <= books.nowSeconds(),
      );
      for (const scheduled of due.sort((left, right) => left.scheduleAt - right.scheduleAt)) await execute(scheduled);
    },
  };
}
