import { describe, expect, test } from 'vitest';
import { type Action, type DeclineReason, declineReasons, type Retry, toFailure } from './failure.ts';

const actions: readonly Action[] = [
  'shopper_retry',
  'shopper_other_method',
  'merchant_fix_request',
  'merchant_contact_pg',
  'wait',
];
const retries: readonly Retry[] = ['safe', 'after_lookup', 'never'];
const reasons = Object.keys(declineReasons) as DeclineReason[];

describe.each(reasons)('decline reason %s', (reason) => {
  test('has a sentence in Korean and one in English, the one whose move it is, and a retry class', () => {
    const { message, action, retry } = declineReasons[reason];
    expect(message.ko).toMatch(/^[^A-Za-z]*[가-힣][^A-Za-z]*\.$/);
    expect(message.en).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
    expect(actions).toContain(action);
    expect(retries).toContain(retry);
  });

  test('becomes a failure that carries its texts and the words of the provider as they came', () => {
    const provider = { code: '-1', message: ' [LGD_RESPCODE] 잔액 부족 ' };
    expect(toFailure('payment_declined', reason, provider)).toEqual({
      code: 'payment_declined',
      reason,
      ...declineReasons[reason],
      provider,
    });
  });
});

test('the same call may be made again only after reasons that say that nothing happened', () => {
  expect(reasons.filter((reason) => declineReasons[reason].retry === 'safe')).toEqual([
    'timed_out',
    'provider_unavailable',
  ]);
});

test('a provider that said nothing has no words', () => {
  expect(toFailure('provider_unreachable', 'timed_out').provider).toEqual({ code: null, message: null });
});
