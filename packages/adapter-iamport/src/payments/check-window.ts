import type { RequestProblem } from '@hangil/core';
import { optionParam } from '../options/option-param.ts';
import type { GatewayRow } from '../tables/gateways/gateway-row.ts';
import { accountWindowProblem } from './account-window.ts';
import type { AskedWindow } from './check-requirements.ts';
import { buyerName } from './order-fields.ts';

/** Instalments begin at this sum; some card companies take them from 10,000 won, none from less. */
const instalmentMinimumKrw = 10_000;

/** Amounts and options that contradict each other or the PG. */
export function windowProblem(asked: AskedWindow, row: GatewayRow | null): RequestProblem | null {
  return (
    vatProblem(asked, row) ??
    taxFreeProblem(asked, row) ??
    instalmentProblem(asked) ??
    keyInProblem(asked, row) ??
    withoutWindowProblem(asked, row) ??
    (asked.options.account_window === undefined ? null : accountWindowProblem(asked.request, row))
  );
}

function vatProblem({ request, options }: AskedWindow, row: GatewayRow | null): RequestProblem | null {
  const vatMinor = options.vat_amount;
  if (vatMinor === undefined) return null;
  const param = optionParam('vat_amount');
  const taxedMinor = request.amount.amountMinor - request.taxFreeAmountMinor;
  if (vatMinor > taxedMinor) return { param, detail: `${param} must not be more than the taxed part, ${taxedMinor}` };
  const percentMax = row?.vatPercentMax;
  return percentMax !== undefined && vatMinor * 100 > taxedMinor * percentMax
    ? { param, detail: `${param} may be ${percentMax} % of the taxed part at ${row?.name}` }
    : null;
}

function taxFreeProblem({ request }: AskedWindow, row: GatewayRow | null): RequestProblem | null {
  const refused = row?.refusesTaxFree?.includes(request.method.type) === true && request.taxFreeAmountMinor > 0;
  return refused
    ? { param: 'tax_free_amount', detail: `tax_free_amount is not possible at ${row?.name} for ${request.method.type}` }
    : null;
}

function instalmentProblem({ request, options }: AskedWindow): RequestProblem | null {
  const { currency, amountMinor } = request.amount;
  const { quotas = [], direct } = options.card ?? {};
  const wantsInstalments = [...quotas, direct?.quota ?? 0].some((months) => months >= 2);
  return wantsInstalments && currency === 'KRW' && amountMinor < instalmentMinimumKrw
    ? { param: optionParam('card'), detail: `instalments need an amount of ${instalmentMinimumKrw} KRW at least` }
    : null;
}

function keyInProblem({ options }: AskedWindow, row: GatewayRow | null): RequestProblem | null {
  const refused = options.key_in_window === true && row !== null && row.window.keyIn !== true;
  return refused
    ? { param: optionParam('key_in_window'), detail: `${row.name} is not known to take card numbers in its window` }
    : null;
}

/** What is done at once instead of in a window: each at one PG, for one method, and only by its channel key. */
const withoutWindow = [
  { option: 'benepia', gateway: 'kcp', method: 'point' },
  { option: 'store_number', gateway: 'galaxia', method: 'convenience_store' },
  { option: 'kcp_quick', gateway: 'kcp_quick', method: 'easy_pay' },
] as const;

function withoutWindowProblem(
  { request, options, channelKey }: AskedWindow,
  row: GatewayRow | null,
): RequestProblem | null {
  const asked = withoutWindow.find(({ option }) => options[option] !== undefined);
  if (asked === undefined) return null;
  const { option, gateway, method } = asked;
  const isAutopay = options.kcp_quick !== undefined && 'autopay' in options.kcp_quick;
  if (isAutopay && buyerName(request.customer) === null)
    return { param: 'customer.name', detail: 'customer.name is required for an automatic payment' };
  if (row?.code === gateway && request.method.type === method && channelKey !== null) return null;
  const param = optionParam(option);
  return { param, detail: `${param} needs method.type ${method} and a channel of ${gateway} with its channel_key` };
}
