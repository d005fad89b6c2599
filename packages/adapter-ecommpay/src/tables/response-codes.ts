import type { DeclineReason } from '@hangil/core';

/**
 * Response codes by the reason they stand for. Source: ECommPay's code registry (378 codes, as published in 2026); of it the
 * codes that are not about cards.
 */
const codesByReason: Partial<Readonly<Record<DeclineReason, string>>> = {
  provider_balance: '504 3028 20504',
  insufficient_funds: '20105',
  limit_exceeded: '904 3106 3108 3109 3110 3111 3112 3297 3298 10101 20101',
  amount_not_allowed: '309 2642 2949 3102 3104 3281 3289 3358 3609 20304 30303',
  account_invalid: '2641 2801 3242 3243 3244 20102 20106 20107 20451',
  account_blocked: '3195 20201 20203 20204 20303',
  authentication_failed: '20103 20104 20302',
  canceled_by_shopper: '301 10301 20301',
  timed_out: '603 604 3198 10602 20602',
  risk: '402 3199 20401 20402',
  duplicate: '3041 3230 3613',
  refund_not_possible: '903 3283 3284 3285 3288 3610 10706',
  not_contracted: '303 310 3023 3196 3197 3291 3293 3299 20205 20503 20705 20706',
  provider_unavailable: '314 501 601 602 2147 3062 10601 20202 20206 20450 20601 20603',
  invalid_request:
    '319 502 702 2003 2004 2124 2154 2261 2426 2442 2541 2606 2609 2610 2611 2945 3024 3060 3061 3081 3119 3121 3123 3191 3241 3261 ' +
    '3262 3286 3287 20502 20701 20702 20703',
  // They tell that it came to nothing, and not why.
  other:
    '100 2701 3026 3201 10000 10100 10801 20000 20100 20109 20110 20111 20501 20604 20801 20812 30000 30100 30301 30302',
};

const reasonByCode: ReadonlyMap<string, DeclineReason> = new Map(
  Object.entries(codesByReason).flatMap(([reason, codes]) =>
    codes.split(' ').map((code) => [code, reason as DeclineReason] as const),
  ),
);

export function toDeclineReason(code: string | null): DeclineReason | null {
  return reasonByCode.get(code ?? '') ?? null;
}

/** "Awaiting processing" and "not confirmed by the provider": still open, whatever status stands beside them. */
export const stillProcessingCodes: ReadonlySet<string> = new Set(['9999', '19999', '29999', '20802', '20899']);

/** "Payment ID already exists": an earlier request with our reference has arrived. */
export const paymentIdExistsCode = '3041';

/** "Transaction not found": the platform knows no payment with this id. */
export const transactionNotFoundCode = '3061';

/** Failures on the platform's side and duplicates of unclear origin: as the answer to a request they prove nothing either way. */
const inconclusiveCodes: ReadonlySet<string> = new Set(['501', '602', '2147', '3613']);

/** Whether a request that was answered with this code certainly came to nothing. */
export function provesRefusal(code: string): boolean {
  const reason = toDeclineReason(code);
  return reason !== null && reason !== 'other' && !inconclusiveCodes.has(code);
}
