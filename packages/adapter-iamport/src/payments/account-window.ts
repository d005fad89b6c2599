import { type RequestedPaymentMethod, type RequestProblem, type StartPaymentRequest, wallClock } from '@hangil/core';
import { optionParam } from '../options/option-param.ts';
import type { GatewayRow } from '../tables/gateways/gateway-row.ts';

const zone = 'Asia/Seoul';
const param = optionParam('account_window');

/** The shopper is to choose the bank of a virtual account in the window. */
export function wantsAccountWindow({ method, providerOptions }: StartPaymentRequest): boolean {
  return method.type === 'virtual_account' && providerOptions?.account_window !== undefined;
}

/** The PG is known to issue virtual accounts in its window and not by API. */
export function issuesOnlyInWindow(row: GatewayRow | null): boolean {
  return row?.window.virtualAccount === true && row.api?.split(' ').includes('account_issue') !== true;
}

/** Why the PG opens no window for an account, or null. */
export function accountWindowProblem({ method }: StartPaymentRequest, row: GatewayRow | null): RequestProblem | null {
  if (method.type !== 'virtual_account') return { param, detail: `${param} needs method.type virtual_account` };
  if (!issuesOnlyInWindow(row))
    return { param, detail: `${param} is for channels whose pg issues accounts in its window only` };
  return method.bankCode === null
    ? null
    : { param: 'method.bank_code', detail: `method.bank_code cannot be given: the shopper chooses in the window` };
}

/** In the window `vbank_due` is a text on the clock of Korea, `YYYYMMDDHHmm`. */
export function accountWindowFields(method: RequestedPaymentMethod) {
  if (method.type !== 'virtual_account') return {};
  const { date, minuteOfDay } = wallClock(method.dueAt, zone);
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return { vbank_due: `${date.replaceAll('-', '')}${twoDigits(hours)}${twoDigits(minutes)}` };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
