import type { NextAction } from '@hangil/core';
import type { z } from 'zod';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { nextActionSchema } from './answer-schemas.ts';

export function presentNextAction(action: NextAction): z.input<typeof nextActionSchema> {
  switch (action.type) {
    case 'browser_sdk':
      return {
        type: action.type,
        sdk: action.sdk,
        script_url: action.scriptUrl,
        call: action.call,
        init: action.init,
        params: action.params,
      };
    case 'redirect':
      return { type: action.type, url: action.url, method: action.method, fields: action.fields };
    case 'display_bank_instructions':
      return {
        type: action.type,
        bank_name: action.bankName,
        account_number: action.accountNumber,
        account_holder: action.accountHolder,
        amount: action.amountMinor,
        currency: action.currency,
        timeout_seconds: action.timeoutSeconds,
        deadline_at: presentInstant(action.deadlineAt),
        messages: action.messages,
      };
    case 'display_virtual_account':
      return {
        type: action.type,
        bank_code: action.bankCode,
        bank_name: action.bankName,
        account_number: action.accountNumber,
        holder_name: action.holderName,
        due_at: presentInstantOrNull(action.dueAt),
      };
    case 'provide_information':
      return {
        type: action.type,
        fields: action.fields.map(({ path, labelKo, labelEn }) => ({ path, label_ko: labelKo, label_en: labelEn })),
        message: action.message,
        deadline_at: presentInstantOrNull(action.deadlineAt),
      };
    case 'wait':
      return { type: action.type, until: presentInstantOrNull(action.until) };
  }
}
