import { type Money, minuteMs, type NextAction, type PendingPayment } from '@hangil/core';
import { toInformationFields } from './clarification.ts';
import { shopperMessages } from './shopper-messages.ts';
import type { StatusMeaning } from './tables/statuses.ts';
import type { Report } from './wire/report.schema.ts';

/** The provider's own texts promise a result within 4 minutes; used when a project leaves the countdown out. */
const usualTimeoutSeconds = 240;

/** How long the platform waits for an answer to a clarification, by the documentation of a re-branded copy. */
const clarificationMs = 30 * minuteMs;

export const waitForProvider: NextAction = { type: 'wait', until: null };

/** Who an open payment waits for, and what the shopper has to do. `nextAction: null` = this report does not say. */
export function toWaiting(
  report: Report,
  meaning: StatusMeaning,
  amount: Money | null,
  readAt: Date,
): Pick<PendingPayment, 'waitsFor' | 'nextAction'> {
  const redirect = toRedirect(report);
  if (redirect !== null) return { waitsFor: 'shopper', nextAction: redirect };
  const instructions = toInstructions(report, amount, readAt);
  if (instructions !== null) return { waitsFor: 'deposit', nextAction: instructions };
  const information = toInformationFields(report.clarification_fields);
  if (information.length > 0) {
    return {
      waitsFor: 'shopper',
      nextAction: {
        type: 'provide_information',
        fields: information,
        message: shopperMessages.names,
        deadlineAt: new Date(readAt.getTime() + clarificationMs),
      },
    };
  }
  if (meaning === 'shopper' || meaning === 'deposit') return { waitsFor: meaning, nextAction: null };
  return { waitsFor: 'provider', nextAction: waitForProvider };
}

/** Form fields are passed on verbatim with a POST; a GET carries them in its query. */
function toRedirect(report: Report): NextAction | null {
  const redirect = report.redirect_data ?? report.redirectData ?? report.return_url;
  if (redirect === null) return null;
  const { url, body } = redirect;
  if (redirect.method?.toUpperCase() === 'POST') return { type: 'redirect', url, method: 'POST', fields: body };
  return { type: 'redirect', url: withQuery(url, body), method: 'GET', fields: {} };
}

function withQuery(address: string, fields: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  if (query === '') return address;
  const url = new URL(address);
  url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url.toString();
}

function toInstructions(report: Report, amount: Money | null, readAt: Date): NextAction | null {
  const { timeout, merchant_bank, merchant_bank_account, merchant_bank_account_name } =
    report.provider_extra_fields ?? {};
  if (!merchant_bank || !merchant_bank_account || amount === null) return null;
  const timeoutSeconds = timeout ?? usualTimeoutSeconds;
  return {
    type: 'display_bank_instructions',
    bankName: merchant_bank,
    accountNumber: merchant_bank_account,
    accountHolder: merchant_bank_account_name ?? '',
    amountMinor: amount.amountMinor,
    currency: amount.currency,
    timeoutSeconds,
    deadlineAt: new Date(readAt.getTime() + timeoutSeconds * 1000),
    messages: { instructions: shopperMessages.instructions, timeout: shopperMessages.timeout },
  };
}
