import type { RequestProblem, StartPaymentRequest } from '@hangil/core';
import type { z } from 'zod';
import { accountOptionsSchema } from '../options/account-options.ts';
import { billingKeyChargeOptionsSchema, keyInOptionsSchema } from '../options/charge-options.ts';
import { optionParam } from '../options/option-param.ts';
import { readOptions } from '../options/read-options.ts';
import { windowOptionsSchema } from '../options/window-options.ts';
import type { IamportSettings } from '../settings.ts';
import { toGatewayBankCode } from '../tables/gateway-bank-codes.ts';
import type { GatewayRow } from '../tables/gateways/gateway-row.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';
import { issuesOnlyInWindow, wantsAccountWindow } from './account-window.ts';
import { buyerProblem } from './check-buyer.ts';
import { requirementProblem } from './check-requirements.ts';
import { textProblem } from './check-texts.ts';
import { windowProblem } from './check-window.ts';

/**
 * What the provider or the PG behind the channel certainly would refuse, in the words of our API, before anything is written or
 * sent. Rules of PGs are those of the table; what it does not know is let through.
 */
export function checkPayment(request: StartPaymentRequest, { channels }: IamportSettings): RequestProblem | null {
  const { method } = request;
  const { pg = null, channelKey = null } = channels.get(request.channelId) ?? {};
  const row = gatewayRowOf(pg);
  const known = buyerProblem(request.customer) ?? (row === null ? null : textProblem(request, row));
  if (known !== null) return known;
  switch (method.type) {
    case 'virtual_account':
      if (wantsAccountWindow(request)) return windowRequestProblem(request, row, channelKey);
      return bankProblem(method.bankCode, row) ?? optionsProblem(request, accountOptionsSchema);
    case 'key_in':
      return optionsProblem(request, keyInOptionsSchema);
    case 'billing_key':
      return optionsProblem(request, billingKeyChargeOptionsSchema);
    default:
      return windowRequestProblem(request, row, channelKey);
  }
}

function windowRequestProblem(
  request: StartPaymentRequest,
  row: GatewayRow | null,
  channelKey: string | null,
): RequestProblem | null {
  const options = readOptions(request.providerOptions, windowOptionsSchema);
  if (!options.ok) return options.problem;
  const asked = { request, options: options.value, channelKey };
  return windowProblem(asked, row) ?? (row === null ? null : requirementProblem(asked, row));
}

function optionsProblem({ providerOptions }: StartPaymentRequest, schema: z.ZodType): RequestProblem | null {
  const options = readOptions(providerOptions, schema);
  return options.ok ? null : options.problem;
}

function bankProblem(bankCode: string | null, row: GatewayRow | null): RequestProblem | null {
  const param = 'method.bank_code';
  if (bankCode === null) {
    const hint = issuesOnlyInWindow(row) ? `; or set ${optionParam('account_window')}` : '';
    return { param, detail: `${param} is required to issue a virtual account${hint}` };
  }
  return row !== null && toGatewayBankCode(row.code, bankCode) === null
    ? { param, detail: `${row.name} has no bank ${bankCode}` }
    : null;
}
