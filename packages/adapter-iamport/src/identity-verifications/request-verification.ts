import {
  type Declined,
  type NotCreated,
  notCreated,
  type PersonClaim,
  type RequestedIdentityVerification,
  type RequestIdentityVerification,
  type RequestProblem,
  type Unknown,
} from '@hangil/core';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';
import type { IamportSettings } from '../settings.ts';
import { otpRequestedSchema } from '../wire/service.schemas.ts';

/** A code can only be asked for through a channel that is named by its key. */
export function checkVerification(
  { method, channelId }: RequestIdentityVerification,
  { channels }: IamportSettings,
): RequestProblem | null {
  if (method.type === 'window' || channels.get(channelId)?.channelKey != null) return null;
  return { param: 'channel_id', detail: `channel_id: ${channelId} has no channel_key in the configuration` };
}

export async function requestVerification(
  request: RequestIdentityVerification,
  context: IamportContext,
  signal: AbortSignal,
): Promise<RequestedIdentityVerification | Declined | NotCreated | Unknown> {
  const channel = context.settings.channels.get(request.channelId);
  if (channel === undefined) {
    return notCreated('invalid_request', { code: null, message: `channel ${request.channelId} is not configured` });
  }
  const { method } = request;
  return method.type === 'window' ? openWindow(request, context) : sendCode(request, method.person, context, signal);
}

/** The provider hears of it when the window opens. */
function openWindow({ channelId, reference, returnUrl }: RequestIdentityVerification, { settings }: IamportContext) {
  const { sdkUrl, userCode, tier, channels } = settings;
  const { pg = null, channelKey = null } = channels.get(channelId) ?? {};
  return {
    kind: 'requested',
    providerVerificationId: null,
    nextAction: {
      type: 'browser_sdk',
      sdk: 'iamport',
      scriptUrl: sdkUrl,
      call: 'IMP.certification',
      init: { user_code: userCode, ...(tier !== null && { tier }) },
      params: {
        ...(channelKey === null ? { pg } : { channelKey }),
        merchant_uid: reference as string,
        ...(returnUrl === null ? {} : { m_redirect_url: returnUrl }),
      },
    },
  } as const;
}

async function sendCode(
  { channelId, reference }: RequestIdentityVerification,
  person: PersonClaim,
  { client, settings }: IamportContext,
  signal: AbortSignal,
): Promise<RequestedIdentityVerification | Declined | NotCreated | Unknown> {
  const body = {
    name: person.name,
    phone: person.phone,
    birth: person.birthDate,
    gender_digit: person.genderDigit,
    carrier: carrierWords[person.carrier],
    is_mvno: person.isMvno,
    merchant_uid: reference,
    channel_key: settings.channels.get(channelId)?.channelKey ?? undefined,
  };
  const path = '/certifications/otp/request';
  const outcome = await client.call({ method: 'POST', path, body }, otpRequestedSchema, signal);
  if (outcome.kind === 'done')
    return { kind: 'requested', providerVerificationId: outcome.value.impUid, nextAction: typeCode };
  const failure = serviceFailure(outcome);
  // The PG may repeat the person, so its words are left out.
  return failure.kind === 'declined'
    ? { ...failure, provider: { code: failure.provider.code, message: null } }
    : failure;
}

const carrierWords: Readonly<Record<PersonClaim['carrier'], string>> = { skt: 'SKT', kt: 'KT', lgu: 'LGT' };

const typeCode = {
  type: 'provide_information',
  fields: [{ path: 'code', labelKo: '인증번호', labelEn: 'Code' }],
  message: { ko: '문자로 받은 인증번호를 입력해 주세요.', en: 'Enter the code that was sent to the phone.' },
  deadlineAt: null,
} as const;
