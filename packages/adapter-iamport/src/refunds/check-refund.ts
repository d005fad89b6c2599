import type { RefundFacts, RefundProblem, RefundRequest } from '@hangil/core';
import { readOptions } from '../options/read-options.ts';
import { refundOptionsSchema } from '../options/refund-options.ts';
import type { IamportSettings } from '../settings.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';
import { type RefundQuestion, type RefundRule, refundRules } from '../tables/refund-rules.ts';
import { refundGateway } from './refund-gateway.ts';

/**
 * What provider or PG certainly would refuse. The PG is the one that took the money, as the provider told it; where it told none,
 * the one of the channel. Rules are dated data; what they do not know is let through.
 */
export function checkRefund(
  request: RefundRequest,
  facts: RefundFacts,
  settings: IamportSettings,
): RefundProblem | null {
  const options = readOptions(request.providerOptions, refundOptionsSchema);
  if (!options.ok)
    return { ...options.problem, code: 'channel_requirement', rule: 'provider_options', asOf: '2026-08-06' };
  const gateway = refundGateway({ ...request.payment, pg: facts.pg }, settings);
  const question = { request, facts, gateway, row: gatewayRowOf(gateway) };
  for (const rule of refundRules) {
    const problem = inForce(rule, question) ? rule.problem(question) : null;
    if (problem !== null) return { ...problem, rule: rule.id, asOf: rule.asOf };
  }
  return null;
}

function inForce({ methods, since, until }: RefundRule, { request, facts: { now } }: RefundQuestion): boolean {
  const day = now.toISOString().slice(0, 10);
  const applies = methods === null || methods.includes(request.payment.methodType);
  return applies && (since === null || since <= day) && (until === null || day < until);
}
