import type { BilingualText } from '../payment/next-action.ts';
import type { Action, Retry } from '../provider/failure.ts';

/** What kind of refusal it is; the HTTP edge turns it into a status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unprocessable'
  | 'internal'
  | 'provider_refused'
  | 'unavailable'
  | 'outcome_unknown';

export interface ErrorCatalogueEntry {
  readonly kind: ErrorKind;
  readonly title: string;
  readonly message: BilingualText;
  readonly action: Action;
  readonly retry: Retry;
}

function entry(
  kind: ErrorKind,
  title: string,
  ko: string,
  action: Action = 'merchant_fix_request',
  retry: Retry = 'never',
): ErrorCatalogueEntry {
  return { kind, title, message: { en: title, ko }, action, retry };
}

/** Every code an API error can carry. Stable: a code is never renamed, its page is docs/errors/<code>.md. */
export const errorCatalogue = {
  invalid_json: entry('malformed', 'The body is not valid JSON.', '요청 본문이 올바른 JSON이 아닙니다.'),
  invalid_request: entry('malformed', 'A parameter is missing or not valid.', '요청 값이 올바르지 않습니다.'),
  unsupported_media_type: entry('malformed', 'The content type is not supported.', '지원하지 않는 Content-Type입니다.'),
  idempotency_key_invalid: entry(
    'malformed',
    'The Idempotency-Key is empty or too long.',
    'Idempotency-Key가 올바르지 않습니다.',
  ),
  unauthorized: entry('unauthorized', 'The API key is missing or not valid.', 'API 키가 없거나 올바르지 않습니다.'),
  event_signature_invalid: entry(
    'forbidden',
    'The signature of the provider event is not valid.',
    '서명이 올바르지 않습니다.',
  ),
  not_found: entry('not_found', 'There is no such object.', '해당 항목을 찾을 수 없습니다.'),
  method_not_allowed: entry('not_found', 'There is no such operation.', '지원하지 않는 요청입니다.'),
  body_too_large: entry('too_large', 'The body is too large.', '요청 본문이 너무 큽니다.'),
  order_id_conflict: entry(
    'conflict',
    'A payment with this order_id is open or paid.',
    '이미 진행 중이거나 결제된 주문번호입니다.',
  ),
  payout_reference_conflict: entry(
    'conflict',
    'A payout with this reference exists.',
    '이미 사용된 지급 참조번호입니다.',
  ),
  idempotency_in_progress: entry(
    'conflict',
    'The first request with this Idempotency-Key is still running.',
    '같은 요청이 처리 중입니다.',
    'wait',
    'safe',
  ),
  state_conflict: entry(
    'conflict',
    'The state of the object does not allow this.',
    '현재 상태에서는 할 수 없는 요청입니다.',
  ),
  refundable_amount_exceeded: entry(
    'conflict',
    'The amount is more than what can be refunded.',
    '환불 가능 금액을 초과했습니다.',
  ),
  refundable_amount_mismatch: entry(
    'conflict',
    'The refundable amount is not what you expected.',
    '환불 가능 금액이 예상과 다릅니다.',
  ),
  idempotency_key_reused: entry(
    'unprocessable',
    'The Idempotency-Key was used with another request.',
    '다른 요청에 사용된 Idempotency-Key입니다.',
  ),
  no_eligible_channel: entry(
    'unprocessable',
    'No channel can serve this request.',
    '이용할 수 있는 결제 경로가 없습니다.',
  ),
  billing_key_unusable: entry('unprocessable', 'The billing key cannot be charged.', '사용할 수 없는 결제 수단입니다.'),
  refund_not_supported: entry(
    'unprocessable',
    'This payment cannot be refunded at its provider.',
    '환불을 지원하지 않는 결제 수단입니다.',
  ),
  cancel_not_supported: entry(
    'unprocessable',
    'This payment cannot be cancelled at its provider.',
    '취소를 지원하지 않는 결제 수단입니다.',
  ),
  action_not_supported: entry(
    'unprocessable',
    'This payment has no such action at its provider.',
    '이 결제에서 지원하지 않는 작업입니다.',
  ),
  change_not_supported: entry(
    'unprocessable',
    'This cannot be changed at its provider.',
    '결제 기관에서 변경을 지원하지 않습니다.',
  ),
  channel_requirement: entry(
    'unprocessable',
    'The channel needs something that the request lacks or has otherwise.',
    '결제 경로에 필요한 값이 없거나 올바르지 않습니다.',
  ),
  routing_rules_invalid: entry(
    'unprocessable',
    'The routing rules contradict themselves or the channels of the merchant.',
    '라우팅 규칙이 올바르지 않습니다.',
  ),
  provider_payment_mismatch: entry(
    'unprocessable',
    'The provider payment does not belong to this payment.',
    '이 결제에 속하지 않는 거래입니다.',
  ),
  webhook_url_refused: entry(
    'unprocessable',
    'Webhooks are not sent to this address.',
    '웹훅을 보낼 수 없는 주소입니다.',
  ),
  master_key_required: entry(
    'unprocessable',
    'The gateway has no master key to keep this secret with.',
    '비밀 값을 보관할 마스터 키가 설정되지 않았습니다.',
    'merchant_fix_request',
    'never',
  ),
  service_not_supported: entry(
    'unprocessable',
    'No channel offers this service.',
    '이용할 수 있는 경로가 없는 서비스입니다.',
  ),
  cash_receipt_amount_exceeded: entry(
    'conflict',
    'The amount is more than what is left of the payment.',
    '현금영수증을 발급할 수 있는 금액을 초과했습니다.',
  ),
  identity_verification_mismatch: entry(
    'unprocessable',
    'The verification at the provider does not belong to this one.',
    '이 본인인증에 속하지 않는 인증입니다.',
  ),
  identity_verification_refused: entry(
    'unprocessable',
    'The provider did not accept what the person entered.',
    '인증번호가 올바르지 않습니다.',
    'shopper_retry',
  ),
  service_declined: entry(
    'provider_refused',
    'The provider declined the request.',
    '결제 기관이 요청을 거절했습니다.',
    'merchant_fix_request',
  ),
  internal_error: entry(
    'internal',
    'Something failed on our side.',
    '내부 오류가 발생했습니다.',
    'wait',
    'after_lookup',
  ),
  payment_declined: entry(
    'provider_refused',
    'The payment was declined.',
    '결제가 거절되었습니다.',
    'shopper_other_method',
  ),
  refund_declined: entry(
    'provider_refused',
    'The refund was refused by the provider.',
    '환불이 거절되었습니다.',
    'merchant_contact_pg',
  ),
  payout_declined: entry(
    'provider_refused',
    'The payout was refused by the provider.',
    '지급이 거절되었습니다.',
    'merchant_contact_pg',
  ),
  payout_returned: entry(
    'provider_refused',
    'The payout was returned by the bank of the payee.',
    '수취 은행에서 지급이 반환되었습니다.',
    'merchant_fix_request',
  ),
  payout_batch_refused: entry(
    'unprocessable',
    'Rows of the batch cannot be paid out; nothing was accepted.',
    '일부 행에 오류가 있어 지급 파일을 접수하지 않았습니다.',
  ),
  second_key_required: entry(
    'forbidden',
    'A payout is approved with another API key than the one that asked for it.',
    '지급을 요청한 키와 다른 API 키로 승인해야 합니다.',
  ),
  provider_unreachable: entry(
    'provider_refused',
    'The provider could not be reached; nothing happened.',
    '결제 기관에 연결할 수 없습니다. 요청이 처리되지 않았습니다.',
    'shopper_retry',
    'safe',
  ),
  provider_refused: entry(
    'provider_refused',
    'The provider refused the request; nothing happened.',
    '결제 기관이 요청을 거절했습니다. 요청이 처리되지 않았습니다.',
    'merchant_contact_pg',
  ),
  outcome_unknown: entry(
    'outcome_unknown',
    'The outcome is not known yet; it is being looked up.',
    '결과를 확인하고 있습니다.',
    'wait',
    'after_lookup',
  ),
  service_unavailable: entry(
    'unavailable',
    'The gateway cannot take requests now.',
    '일시적으로 이용할 수 없습니다.',
    'wait',
    'safe',
  ),
} as const satisfies Record<string, ErrorCatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
