import { toFailure } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { stillProcessingCodes, toDeclineReason } from './response-codes.ts';

/** Every code of the registry that is not about cards, by what the registry advises (as published in 2026). */
const registry = {
  none: '0 402 20110 20111 20203 20205 20402 20899 30000 30100 30301 30302 30303',
  contact:
    '100 303 310 501 502 504 903 904 2701 3023 3026 3028 3060 3081 3102 3196 3197 3198 3199 3201 3281 3285 3288 3293 3299 3610 ' +
    '10706 10801 20451 20501 20503 20504 20604 20702 20703 20705 20706 20801',
  retry:
    '301 601 602 603 604 3061 10000 10100 10301 10601 10602 20000 20100 20104 20105 20202 20301 20304 20601 20602 20603 20812',
  'fix input':
    '309 319 702 2003 2004 2124 2154 2261 2426 2442 2541 2606 2609 2610 2611 2641 2642 2801 2945 2949 3024 3041 3104 3119 3121 ' +
    '3123 3191 3195 3230 3241 3242 3243 3244 3261 3262 3283 3284 3286 3287 3289 3291 3358 3609 20102 20103 20106 20107 20201 ' +
    '20204 20302 20303 20401 20502 20701',
  'retry later': '314 2147 3062 3106 3108 3109 3110 3111 3112 3297 3298 3613 10101 20101 20109 20206 20450',
  wait: '9999 19999 20802 29999',
};
const codes = Object.values(registry).flatMap((list) => list.split(' '));

describe('the code registry', () => {
  it('has 148 codes, each once', () => {
    expect(new Set(codes).size).toBe(148);
    expect(codes).toHaveLength(148);
  });

  it.each(codes.filter((code) => code !== '0' && !stillProcessingCodes.has(code)))(
    '%s has a reason, whose move it is, whether to retry, and a sentence in Korean and English',
    (code) => {
      const reason = toDeclineReason(code);
      if (reason === null) throw new Error('no reason');
      for (const kind of ['payment_declined', 'payout_declined'] as const) {
        const failure = toFailure(kind, reason, { code, message: null });
        expect(failure).toMatchObject({ reason, action: expect.any(String), retry: expect.any(String) });
        expect(failure.message.ko).toMatch(/[가-힣].*\.$/);
        expect(failure.message.en).toMatch(/^[A-Z].*\.$/);
      }
    },
  );

  it('says of success and of what is still being processed no reason, because neither is a decline', () => {
    for (const code of ['0', ...registry.wait.split(' '), '20899']) expect(toDeclineReason(code)).toBeNull();
    expect([...stillProcessingCodes].sort()).toEqual([...registry.wait.split(' '), '20899'].sort());
  });
});
