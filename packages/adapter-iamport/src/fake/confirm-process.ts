import { money } from '@hangil/core';
import type { Attempt } from './attempt.ts';
import { toMajorNumber } from './payment-json.ts';

const confirmTimeoutMs = 10_000;

/**
 * The confirm process: before the card company is asked, the merchant is. Only HTTP 200 within 10 seconds lets the approval go on.
 *
 * @returns null, or what becomes the fail reason
 */
export async function refusalOf({
  impUid,
  merchantUid,
  amountMinor,
  currency,
  order,
}: Attempt): Promise<string | null> {
  if (order.confirmUrl === null) return null;
  const amount = toMajorNumber(money(amountMinor, currency));
  const question = { imp_uid: impUid, merchant_uid: merchantUid, amount };
  try {
    const answer = await fetch(order.confirmUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(confirmTimeoutMs),
    });
    return answer.status === 200 ? null : await reasonIn(answer);
  } catch {
    return noAnswer;
  }
}

const noAnswer = '가맹점 확인 요청에 응답이 없습니다.';

async function reasonIn(answer: Response): Promise<string> {
  try {
    const { reason } = (await answer.json()) as { readonly reason?: unknown };
    return typeof reason === 'string' ? reason : noAnswer;
  } catch {
    return noAnswer;
  }
}
