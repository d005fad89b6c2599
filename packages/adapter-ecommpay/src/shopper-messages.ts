import type { BilingualText } from '@hangil/core';

/**
 * Texts that must be shown to the shopper. The provider prescribes the Korean wording (page "Banks of Korea", purchase by Gate
 * without redirection); the English is ours and for reference.
 */
export const shopperMessages = {
  instructions: {
    ko: '입력하신 입금계좌로 실시간 계좌이체를 계속하십시오. 결제 완료될 때까지 창을 닫지 마시기 바랍니다. 4분 내에 시스템에서 입금확인이 가능합니다. 그후 자동으로 판매자의 홈페이지로 이동됩니다.',
    en: 'Please transfer the amount to the account shown with your online banking. Keep this window open until the payment is complete: confirming the deposit can take up to 4 minutes. You are then taken back to the shop.',
  },
  timeout: {
    ko: '결제 완료될 때까지 창을 닫지 마시기 바랍니다. 4분 내에 시스템에서 입금확인이 가능합니다. 그후 자동으로 판매자의 홈페이지로 이동됩니다.',
    en: 'Keep this window open until the payment is complete: confirming the deposit can take up to 4 minutes. You are then taken back to the shop.',
  },
  names: {
    ko: '은행 계좌의 소유주 명과 일치하는 성함을 정확히 넣어주셔야 합니다.',
    en: 'First and last name must be exactly those your bank has for the account.',
  },
} as const satisfies Record<string, BilingualText>;
