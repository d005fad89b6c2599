import {
  declined,
  type PaymentActionRequest,
  type PaymentActionVerdict,
  type RequestProblem,
  unknown,
} from '@hangil/core';
import { toNotCreated } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
import type { IamportSettings } from '../settings.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
import type { ActionSubject, IamportAction } from './action.ts';
import { actions } from './index.ts';

/** What is missing or wrong, by its place below `input`. */
export function checkAction(request: PaymentActionRequest, settings: IamportSettings): RequestProblem | null {
  const prepared = prepare(request, settings);
  return prepared.ok ? null : prepared.problem;
}

/** Sends an action once. */
export async function runAction(
  request: PaymentActionRequest,
  { client, settings }: IamportContext,
  signal: AbortSignal,
): Promise<PaymentActionVerdict> {
  const prepared = prepare(request, settings);
  if (!prepared.ok) return { kind: 'not_created', reason: 'invalid_request', provider: words(prepared.problem.detail) };
  const { action, input, subject } = prepared;
  const outcome = await client.call(action.toRequest(input, subject), action.resultSchema, signal);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', complete: outcome.partly !== true, result: outcome.value };
    case 'refused':
      return leavesOutcomeOpen(outcome.provider) && action.changes
        ? unknown(`refused with code ${outcome.provider.code}, outcome open`)
        : declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}

type Prepared =
  | {
      readonly ok: true;
      readonly action: IamportAction;
      readonly input: Record<string, unknown>;
      readonly subject: ActionSubject;
    }
  | { readonly ok: false; readonly problem: RequestProblem };

function prepare({ name, payment, input }: PaymentActionRequest, { channels }: IamportSettings): Prepared {
  const action = actions.find((each) => each.name === name);
  if (action === undefined) return wrong('name', 'there is no such action');
  const known: Record<keyof ActionSubject, string | null> = {
    impUid: payment.providerPaymentId,
    merchantUid: payment.reference,
    channelKey: channels.get(payment.channelId)?.channelKey ?? null,
  };
  const missing = action.needs.find((need) => known[need] === null);
  if (missing === 'channelKey') return wrong('channel_id', 'the channel needs a channel_key for this action');
  if (missing !== undefined) return wrong('id', 'the provider has not told its id of this payment yet');
  const { data, error } = action.inputSchema.safeParse(input);
  if (error !== undefined) {
    const [issue] = error.issues;
    const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const param = ['input', ...(issue?.path ?? []), ...unknownKeys].join('.');
    return wrong(param, `${param}: ${unknownKeys.length > 0 ? 'is not known' : issue?.message}`);
  }
  return { ok: true, action, input: data, subject: known as ActionSubject };
}

function wrong(param: string, detail: string): Prepared {
  return { ok: false, problem: { param, detail } };
}

function words(message: string) {
  return { code: null, message };
}
