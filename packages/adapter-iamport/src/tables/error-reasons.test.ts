import { describe, expect, it } from 'vitest';
import {
  leavesOutcomeOpen,
  leavesRefundOpen,
  toDeclineReason,
  toProviderWords,
  toRefundDeclineReason,
} from './error-reasons.ts';

const words = (message: string) => ({ code: '-1', message });

describe('toDeclineReason', () => {
  it.each([
    ['사용자가 결제를 취소하셨습니다', 'canceled_by_shopper'],
    ['[PAY_PROCESS_CANCELED] 결제가 사용자에 의해 취소되었습니다.', 'canceled_by_shopper'],
    ['분실 혹은 도난 카드입니다.', 'lost_or_stolen'],
    ['[INVALID_STOPPED_CARD] 정지된 카드 입니다.', 'lost_or_stolen'],
    ['잔액부족으로 결제에 실패했습니다.', 'insufficient_funds'],
    ['통장 잔고 부족', 'insufficient_funds'],
    ['한도초과', 'limit_exceeded'],
    ['[EXCEED_MAX_ONE_DAY_AMOUNT] 일일 한도를 초과했습니다.', 'limit_exceeded'],
    ['유효기간이 만료된 카드입니다.', 'card_expired'],
    ['유효기간 형식이 올바르지 않습니다.', 'card_invalid'],
    ['카드번호를 다시 확인해주세요.', 'card_invalid'],
    ['비밀번호 오류', 'authentication_failed'],
    ['입력하신 주민번호/사업자번호가 카드 소유주 정보와 일치하지 않습니다.', 'authentication_failed'],
    ['예금주 불일치', 'account_invalid'],
    ['위험거래가 감지되어 결제가 제한됩니다.', 'risk'],
    ['[BELOW_MINIMUM_AMOUNT] 결제금액이 100원 이상부터 결제가 가능합니다.', 'amount_not_allowed'],
    ['미계약 결제수단', 'not_contracted'],
    ['결제 시간이 초과되었습니다.', 'timed_out'],
    ['은행 점검 시간입니다', 'provider_unavailable'],
    ['필수 파라미터 누락', 'invalid_request'],
    ['결제 승인이 거절되었습니다.', 'other'],
    ['', 'other'],
  ])('%s means %s', (message, reason) => {
    expect(toDeclineReason(words(message))).toBe(reason);
  });
});

describe('codes of PGs that publish them', () => {
  it.each([
    ['tosspayments', '[REJECT_CARD_PAYMENT] 한도초과 혹은 잔액부족으로 결제에 실패했습니다.', 'limit_exceeded'],
    ['tosspayments', '[INVALID_CARD_LOST_OR_STOLEN] x', 'lost_or_stolen'],
    ['nice_v2', '[3011] x', 'card_invalid'],
    ['nice', '3051|해외카드 미등록 가맹점', 'not_contracted'],
    ['kicc', '[8521] x', 'limit_exceeded'],
    ['kicc', '[8350] x', 'lost_or_stolen'],
    ['kicc', '[8311] x', 'authentication_failed'],
    ['danal', '[57] x', 'limit_exceeded'],
  ])('at %s decide before the sentence: %s', (gateway, message, reason) => {
    expect(toDeclineReason(words(message), gateway)).toBe(reason);
  });

  it('mean nothing at another PG, and an unknown code leaves the sentence to decide', () => {
    expect(toDeclineReason(words('[8521] 비밀번호 오류'), 'kcp')).toBe('authentication_failed');
    expect(toDeclineReason(words('[8999] 한도초과'), 'kicc')).toBe('limit_exceeded');
    expect(toDeclineReason(words('[8521] x'))).toBe('other');
  });

  it('are kept as they came', () => {
    expect(toProviderWords('3051|해외카드 미등록 가맹점')).toEqual({
      code: '3051',
      message: '3051|해외카드 미등록 가맹점',
    });
  });

  it.each(['[2201] 기승인존재', '[A226] 전문통신 과정에서 오류가 발생하였습니다', '[A299] API 지연처리 발생.'])(
    'that leave open what happened decide nothing: %s',
    (message) => {
      expect(leavesOutcomeOpen(words(message))).toBe(true);
    },
  );
});

describe('toRefundDeclineReason', () => {
  it.each([
    ['이미 전액취소된 주문입니다.', 'duplicate'],
    ['환불계좌 정보가 필요합니다.', 'account_invalid'],
    ['정산 예정 잔액 부족', 'provider_balance'],
    ['취소요청금액이 취소가능금액보다 큽니다.', 'amount_not_allowed'],
    ['[NOT_CANCELABLE_PAYMENT] 취소 할 수 없는 결제 입니다.', 'refund_not_possible'],
  ])('%s means %s', (message, reason) => {
    expect(toRefundDeclineReason(words(message))).toBe(reason);
  });
});

describe('refusals that prove nothing', () => {
  it.each(['PG사 통신 오류', '카드사 응답이 없습니다', 'Read timed out', '타임아웃 발생', '네트워크 장애'])(
    '%s leaves charge and refund open',
    (message) => {
      expect(leavesOutcomeOpen(words(message))).toBe(true);
      expect(leavesRefundOpen(words(message))).toBe(true);
    },
  );

  it('an order that is already paid leaves the charge open, for it may be ours', () => {
    expect(leavesOutcomeOpen(words('이미 결제가 완료된 주문번호입니다.'))).toBe(true);
  });

  it('a payment that is already cancelled decides the refund', () => {
    expect(leavesRefundOpen(words('이미 전액취소된 주문입니다.'))).toBe(false);
  });

  it.each(['한도초과', '카드번호가 올바르지 않습니다.'])('%s decides', (message) => {
    expect(leavesOutcomeOpen(words(message))).toBe(false);
  });
});

describe('toProviderWords', () => {
  it('finds the code of the PG in front of its sentence and keeps the sentence whole', () => {
    expect(toProviderWords('[8324] 카드 한도초과')).toEqual({ code: '8324', message: '[8324] 카드 한도초과' });
    expect(toProviderWords('[토스페이먼츠] 위험거래')).toEqual({ code: null, message: '[토스페이먼츠] 위험거래' });
    expect(toProviderWords(null)).toEqual({ code: null, message: null });
  });
});
