import { createHttpClient, parseWith } from '@hangil/adapter-kit';
import {
  calendarDate,
  instantAt,
  isCalendarDate,
  isCurrencyCode,
  type Money,
  minuteMs,
  money,
  type ProviderReference,
  type ProviderReportPort,
  type ProviderReportRow,
  secondMs,
  unknown,
} from '@hangil/core';
import { parseCallbackJson } from './callback-json.ts';
import { answerTimeoutMs, connectTimeoutMs } from './ecommpay-manifest.ts';
import type { DataApiSettings, EcommpaySettings } from './ecommpay-settings.ts';
import { sign, signatureOf, verify } from './signature/signature.ts';
import { toStatusMeaning } from './tables/statuses.ts';
import { operationsSchema, type ReportedRow } from './wire/operations.schema.ts';

/** The most rows one answer has, by the documentation. */
export const rowsPerPage = 1000;

const zone = 'Asia/Seoul';

/**
 * The operations report of the Data API, which has a token and a secret of its own. Asked for in Korean time, in which its rows are
 * dated then.
 */
export function makeOperationsReport({ projectId }: EcommpaySettings, dataApi: DataApiSettings): ProviderReportPort {
  const http = createHttpClient({ baseUrl: dataApi.url, connectTimeoutMs, answerTimeoutMs });
  return {
    async operations({ from, to, offset }, { signal }) {
      const request = {
        project_id: [projectId],
        interval: { start: toWallClock(from), end: toWallClock(new Date(to.getTime() - secondMs)) },
        timezone: zone,
        limit: rowsPerPage,
        offset,
        token: dataApi.token,
      };
      const outcome = await http.send({
        method: 'POST',
        path: '/operations/get',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...request, signature: sign(request, dataApi.secret) }),
        signal,
      });
      if (outcome.kind !== 'answered') return unknown(outcome.cause);
      if (outcome.status !== 200) return unknown(`http ${outcome.status}`);
      const json = parseCallbackJson(outcome.body);
      if (signatureOf(json) !== null && !verify(json, dataApi.secret)) return unknown('report with a wrong signature');
      const parsed = parseWith(json, operationsSchema);
      if (!parsed.ok) return unknown(parsed.problem);
      const { operations } = parsed.value;
      const rows = operations.map(toRow);
      if (!rows.every((row) => row !== null)) return unknown('report with a row that has no operation id');
      return { kind: 'page', rows, hasMore: operations.length >= rowsPerPage };
    },
  };
}

function toRow(row: ReportedRow): ProviderReportRow | null {
  if (!row.operation_id) return null;
  return {
    providerOperationId: row.operation_id,
    reference: (row.payment_id ?? null) as ProviderReference | null,
    kind: kindOf(row.operation_type ?? ''),
    status: statusOf(row.operation_status ?? null),
    amount: toMoney(row),
    createdAt: fromWallClock(row.operation_created_at),
    completedAt: fromWallClock(row.operation_completed_at),
  };
}

function kindOf(type: string): ProviderReportRow['kind'] {
  if (type === 'sale') return 'payment';
  if (type === 'payout') return 'payout';
  return type === 'refund' || type === 'reversal' ? 'refund' : 'other';
}

function statusOf(status: string | null): ProviderReportRow['status'] {
  const meaning = toStatusMeaning(status);
  if (meaning === 'paid') return 'succeeded';
  return meaning === 'failed' || meaning === 'refused' ? 'failed' : 'open';
}

function toMoney({ payment_sum, payment_currency }: ReportedRow): Money | null {
  const isReadable = /^\d{1,15}$/.test(payment_sum ?? '') && isCurrencyCode(payment_currency ?? '');
  return isReadable ? money(Number(payment_sum), payment_currency ?? '') : null;
}

function toWallClock(instant: Date): string {
  return new Date(instant.getTime() + 9 * 60 * minuteMs).toISOString().slice(0, 19).replace('T', ' ');
}

function fromWallClock(text: string | null | undefined): Date | null {
  const [, date = '', hour, minute, second] = /^(\S{10}) (\d\d):(\d\d):(\d\d)$/.exec(text ?? '') ?? [];
  if (!isCalendarDate(date)) return null;
  const whole = instantAt(calendarDate(date), Number(hour) * 60 + Number(minute), zone);
  return new Date(whole.getTime() + Number(second) * secondMs);
}
