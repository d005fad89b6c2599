import type { DeclineReason, ProviderWords } from '@hangil/core';
import { reasonOfCode } from './gateway-error-codes.ts';

type Rule = readonly [DeclineReason, RegExp];

/**
 * i'mport has no list of error codes: `message` and `fail_reason` carry the PG's own Korean sentence, some with the PG's code in
 * front. The rules look for words that mean the same at every PG; the first that fits decides, and a sentence that fits none is
 * `other`. Codes in capitals are those of Toss Payments, which come through unchanged (its error list, August 2026).
 */
const declineRules: readonly Rule[] = [
  [
    'canceled_by_shopper',
    /사용자.{0,8}(취소|중단)|결제를?\s*취소(하|되)|PAY_PROCESS_CANCELED|cancell?ed by (the )?(user|customer|buyer)/i,
  ],
  [
    'lost_or_stolen',
    /분실|도난|정지\s?된?\s?카드|거래\s?정지\s?카드|INVALID_STOPPED_CARD|LOST_OR_STOLEN|(lost|stolen) card/i,
  ],
  ['insufficient_funds', /잔[액고]\s?(이|가)?\s?부족|REJECT_ACCOUNT_PAYMENT|insufficient (funds|balance)/i],
  ['limit_exceeded', /한도|EXCEED_MAX_(?!AUTH)|limit exceeded/i],
  ['card_expired', /유효\s?기간.{0,6}(만료|경과|지난|지났)|만료된 카드|expired card|card (has )?expired/i],
  [
    'authentication_failed',
    /비밀\s?번호|본인\s?인증|인증.{0,4}실패|생년월일|주민(등록)?번호|EXCEED_MAX_AUTH|INVALID_(CARD_)?PASSWORD|INVALID_CARD_IDENTITY/i,
  ],
  [
    'card_invalid',
    /카드\s?번호|카드\s?정보|유효\s?기간|유효하지 않은 카드|INVALID_CARD(?!_INSTALLMENT)|NOT_SUPPORTED_CARD_TYPE/i,
  ],
  [
    'account_blocked',
    /(거래|출금|입금)\s?(정지|제한|중지).{0,4}계좌|계좌.{0,8}(정지|해지)|RESTRICTED_TRANSFER_ACCOUNT/i,
  ],
  ['account_invalid', /계좌\s?번호|예금주|INVALID_ACCOUNT/i],
  ['risk', /이상\s?거래|위험\s?거래|FDS|미납|연체/i],
  ['amount_not_allowed', /최소\s?(결제\s?)?금액|결제\s?금액.{0,12}(이상|이하|미만)|BELOW_MINIMUM|BELOW_ZERO/i],
  [
    'not_contracted',
    /계약|미가입|(지원|이용)(하지|되지)\s?않는\s?(결제|카드사)|등록되지 않은 (가맹점|상점|PG)|NOT_SUPPORTED_METHOD/i,
  ],
  ['timed_out', /(결제|인증|처리)\s?(가능\s?)?시간.{0,4}(초과|만료)/],
  ['provider_unavailable', /점검|일시적|잠시\s?후|PROVIDER_ERROR/i],
  ['invalid_request', /필수|누락|파라미터|형식|존재하지 않는/],
];

const refundRules: readonly Rule[] = [
  ['duplicate', /이미.{0,8}(취소|환불)|ALREADY_(CANCELED|REFUND)/i],
  ['account_invalid', /환불\s?계좌|계좌\s?번호|예금주|INVALID_REFUND_ACCOUNT/i],
  ['provider_balance', /(정산|취소|환불).{0,8}(잔액|재원|한도).{0,4}부족/],
  [
    'amount_not_allowed',
    /(취소|환불)\s?(가능)?\s?(금액|잔액)|checksum|NOT_CANCELABLE_AMOUNT|NOT_MATCHES_REFUNDABLE_AMOUNT/i,
  ],
];

/** Sentences that leave open whether the PG acted: the refusal itself is then no proof. */
const uncertainWords =
  /time[ds]?[\s-]?out|타임\s?아웃|통신.{0,8}(오류|실패|장애|에러)|지연\s?처리|네트워크|응답.{0,8}(없|지연|초과|못)|FAILED_\w*INTERNAL/i;

/** The order is already paid at the provider: the opposite of "nothing happened". */
const alreadyPaidWords =
  /이미.{0,12}(결제|승인|처리|완료)|기\s?승인|ALREADY_(PROCESSED|COMPLETED)_PAYMENT|already (been )?(paid|approved|processed)/i;

/**
 * Why a payment was declined: by the PG's own code where its table is known, else as far as the words tell.
 *
 * @param gateway - code of the PG that spoke; null when it is not known
 */
export function toDeclineReason(words: ProviderWords, gateway: string | null = null): DeclineReason {
  return reasonOfCode(gateway, codeIn(words)) ?? firstFit(declineRules, words) ?? 'other';
}

/** The PG's code in front of its sentence; the envelope's own code is none. */
function codeIn({ code, message }: ProviderWords): string | null {
  return toProviderWords(message).code ?? code;
}

/** Why a refund was declined, as far as the provider's words tell. */
export function toRefundDeclineReason(words: ProviderWords): DeclineReason {
  return firstFit(refundRules, words) ?? 'refund_not_possible';
}

/** The provider said no, but its words do not prove that nothing happened. */
export function leavesOutcomeOpen(words: ProviderWords): boolean {
  return uncertainWords.test(sentence(words)) || alreadyPaidWords.test(sentence(words));
}

/** The same for a refund, where "already" only means that there is nothing left to give back. */
export function leavesRefundOpen(words: ProviderWords): boolean {
  return uncertainWords.test(sentence(words));
}

/** Splits a PG's code from its sentence: `[INVALID_STOPPED_CARD] …`, `3012|…`. The sentence is kept whole. */
export function toProviderWords(text: string | null): ProviderWords {
  const [, bracketed, barred] = /^\s*(?:\[([A-Za-z0-9_-]{2,40})\]|([A-Za-z0-9_-]{2,40})\|)/.exec(text ?? '') ?? [];
  const code = bracketed ?? barred ?? null;
  return { code, message: text };
}

function firstFit(rules: readonly Rule[], words: ProviderWords): DeclineReason | null {
  return rules.find(([, pattern]) => pattern.test(sentence(words)))?.[0] ?? null;
}

function sentence({ code, message }: ProviderWords): string {
  return `${code ?? ''} ${message ?? ''}`;
}
