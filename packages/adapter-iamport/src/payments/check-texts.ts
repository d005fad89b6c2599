import { encodeText } from '@hangil/adapter-kit';
import type { RequestProblem, StartPaymentRequest } from '@hangil/core';
import type { GatewayRow } from '../tables/gateways/gateway-row.ts';
import { buyerName, nameCharactersMax, shortened } from './order-fields.ts';

/** Texts that the PG cannot take. */
export function textProblem(request: StartPaymentRequest, row: GatewayRow): RequestProblem | null {
  return orderNameProblem(request, row) ?? encodingProblem(request, row);
}

function orderNameProblem({ orderName }: StartPaymentRequest, row: GatewayRow): RequestProblem | null {
  const sent = shortened(orderName, nameCharactersMax);
  const rules = row.orderName;
  if (rules === undefined) return null;
  const { forbidden, refused } = rules;
  if (forbidden !== undefined && Array.from(sent).some((character) => forbidden.includes(character)))
    return problem(`must not contain ${forbidden}`, row);
  if (refused === 'hangul' && /\p{Script=Hangul}/u.test(sent)) return problem('must be English or Japanese', row);
  return null;
}

function encodingProblem(request: StartPaymentRequest, row: GatewayRow): RequestProblem | null {
  if (row.encoding !== 'euc-kr') return null;
  if (!isEucKr(request.orderName)) return problem('must be characters of EUC-KR', row);
  const name = buyerName(request.customer);
  return name === null || isEucKr(name)
    ? null
    : { param: 'customer.name', detail: `customer.name must be characters of EUC-KR at ${row.name}` };
}

function problem(detail: string, { name, asOf }: GatewayRow): RequestProblem {
  return { param: 'order_name', detail: `order_name ${detail} at ${name} (as of ${asOf})` };
}

function isEucKr(text: string): boolean {
  try {
    encodeText(text, 'euc-kr');
    return true;
  } catch {
    return false;
  }
}
