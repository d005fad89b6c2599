import { methodWord, type RequestProblem, type StartPaymentRequest } from '@hangil/core';
import { optionParam } from '../options/option-param.ts';
import type { WindowOptions } from '../options/window-options.ts';
import type { GatewayRow } from '../tables/gateways/gateway-row.ts';
import { buyerName } from './order-fields.ts';

export interface AskedWindow {
  readonly request: StartPaymentRequest;
  readonly options: WindowOptions;
  readonly channelKey: string | null;
}

type Requirement = NonNullable<GatewayRow['requires']>[number];

/** The first field that the PG needs for this payment and that is missing or has another form. */
export function requirementProblem(asked: AskedWindow, row: GatewayRow): RequestProblem | null {
  const needed = (row.requires ?? []).filter((requirement) => applies(requirement, asked));
  for (const requirement of needed) {
    const problem = problemWith(fieldOf(requirement.param, asked), requirement);
    if (problem === null) continue;
    const { param } = requirement;
    return { param, detail: `${param} ${problem} at ${row.name} for ${asked.request.method.type} (as of ${row.asOf})` };
  }
  return null;
}

function applies({ methods, whenEscrow }: Requirement, { request, options }: AskedWindow): boolean {
  if (whenEscrow === true && options.escrow !== true) return false;
  const { type } = request.method;
  return methods === undefined || methods.includes(type) || methods.includes(methodWord(request.method));
}

function fieldOf(param: string, { request, options }: AskedWindow): unknown {
  const { customer } = request;
  switch (param) {
    case 'customer.id':
      return customer.id;
    case 'customer.name':
      return buyerName(customer);
    case 'customer.email':
      return customer.email;
    case 'customer.phone':
      return customer.phone;
    case 'return_url':
      return request.returnUrl;
    default:
      return options[param.slice(optionParam('').length) as keyof WindowOptions];
  }
}

function problemWith(value: unknown, { form, maxLength }: Requirement): string | null {
  if (value === undefined || value === null || value === '') return 'is required';
  if (form === 'two_names' && !/\S\s+\S/.test(String(value))) return 'must be a first and a last name';
  if (maxLength !== undefined && String(value).length > maxLength) return `may have ${maxLength} characters`;
  return null;
}
