import type { Clock, MerchantId, Payment } from '@hangil/core';
import { Agent } from 'undici';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import { presentPayment } from '../http/payments/present-payment.ts';
import { guardedConnector, type LookupAll } from './guarded-connector.ts';
import { signatureHeader } from './signature.ts';

/** What the merchant's own server says before money is taken: is it in stock, is the price still right. */
export type MerchantApproval = { readonly approved: true } | { readonly approved: false; readonly reason: string };

export type AskMerchant = (payment: Payment) => Promise<MerchantApproval>;

interface AskMerchantOptions {
  readonly merchants: readonly MerchantConfiguration[];
  readonly lookup: LookupAll;
  readonly clock: Clock;
  readonly newMessageId: () => string;
  readonly timeoutMs?: number;
}

/** The provider waits 10 seconds for everything; what is left of them is for the way and for us. */
const hookTimeoutMs = 7_000;
const reasonBytesMax = 2_048;
const noReason = '가맹점이 결제를 확인하지 못했습니다.';

/**
 * Asks the merchant's `approval_hook`, signed like a webhook. Only 2xx lets the money be taken; silence refuses, because nothing
 * has moved yet and the shopper can try again. A merchant without a hook refuses nothing.
 */
export function createAskMerchant(options: AskMerchantOptions): AskMerchant {
  const { merchants, lookup, clock, newMessageId, timeoutMs = hookTimeoutMs } = options;
  const hooks = new Map<MerchantId, MerchantConfiguration['approvalHook']>(
    merchants.map(({ id, approvalHook }) => [id, approvalHook]),
  );
  return async (payment) => {
    const hook = hooks.get(payment.merchantId) ?? null;
    if (hook === null) return { approved: true };
    const agent = new Agent({ connect: guardedConnector(payment.livemode, lookup, timeoutMs) });
    try {
      return await post(agent, hook, signedMessage(payment, hook.secret, newMessageId(), clock.now()), timeoutMs);
    } catch {
      return { approved: false, reason: noReason };
    } finally {
      await agent.destroy();
    }
  };
}

function signedMessage(payment: Payment, secret: string, id: string, now: Date) {
  const body = JSON.stringify({
    id,
    type: 'payment.approval_requested',
    created_at: now.toISOString(),
    livemode: payment.livemode,
    data: { object: presentPayment(payment) },
  });
  const timestampSeconds = Math.floor(now.getTime() / 1_000);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatureHeader({ id, timestampSeconds, body }, [secret]),
  };
  return { body, headers };
}

async function post(
  agent: Agent,
  { url }: { readonly url: string },
  { body, headers }: ReturnType<typeof signedMessage>,
  timeoutMs: number,
): Promise<MerchantApproval> {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await agent.request({ origin, path, method: 'POST', signal, headers, body });
  if (response.statusCode >= 200 && response.statusCode < 300) return { approved: true };
  return { approved: false, reason: (await reasonIn(response.body)) ?? noReason };
}

/** `{"reason": "…"}`, shown to the shopper by the provider. */
async function reasonIn(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  let text = '';
  for await (const chunk of body) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.length > reasonBytesMax) return null;
  }
  try {
    const { reason } = JSON.parse(text) as { readonly reason?: unknown };
    return typeof reason === 'string' && reason.trim() !== '' ? reason.slice(0, 200) : null;
  } catch {
    return null;
  }
}
