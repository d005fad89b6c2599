import type { Answers } from './answers.ts';
import type { Choices } from './directives.ts';

/** Template files of a feature; every other file stands in every adapter. */
export const filesOfFeatures: Readonly<Record<string, string>> = {
  'src/cancel-payment.ts': 'virtual_account',
  'src/confirm-payment.ts': 'confirm',
  'src/inquire-refund.ts': 'refunds',
  'src/refund-payment.ts': 'refunds',
  'src/pay-out.ts': 'payouts',
  'src/wire-transfers.ts': 'payouts',
  'src/fake/transfers.ts': 'payouts',
  'src/read-event.ts': 'signed',
  'src/read-hint.ts': 'hint',
};

/** What the answers mean for the directives of the templates. */
export function choicesFor(answers: Answers): Choices {
  const { id, methods, payouts, currencies, repeats, visibilityDelaySeconds } = answers;
  const channelMethods = [...methods, ...(payouts ? ['payout/bank_transfer'] : [])];
  const [currency = 'KRW'] = currencies;
  const delayMs = number(visibilityDelaySeconds * 1000);
  const inquiry =
    visibilityDelaySeconds === 0 ? "{ kind: 'strong' }" : `{ kind: 'eventual', visibilityDelayMs: ${delayMs} }`;
  return {
    features: {
      shopper: methods.includes('card'),
      key_in: methods.includes('key_in'),
      virtual_account: methods.includes('virtual_account'),
      no_virtual_account: !methods.includes('virtual_account'),
      waits: methods.includes('card') || methods.includes('virtual_account'),
      confirm: answers.confirm,
      decides: answers.confirm || methods.includes('key_in'),
      refunds: answers.refunds !== 'none',
      payouts,
      no_payouts: !payouts,
      signed: answers.events === 'signed',
      hint: answers.events === 'hint',
      unique_reference: repeats === 'unique_reference',
      key: repeats === 'key',
      not_key: repeats !== 'key',
      delayed: visibilityDelaySeconds > 0,
      tells_repeats: repeats !== 'none',
    },
    lines: {
      paymentMethods: `paymentMethods: [${quoted(methods)}],`,
      payoutMethods: `payoutMethods: [${payouts ? "'bank_transfer'" : ''}],`,
      currencies: `currencies: [${quoted(currencies)}],`,
      createIdempotency: `createIdempotency: '${repeats}',`,
      inquiry: `inquiry: ${inquiry},`,
      refunds: `refunds: ${refundClaims(answers)},`,
      events: `events: { trust: '${answers.events === 'signed' ? 'evidence' : 'hint'}' },`,
      visibilityDelayMs: `const visibilityDelayMs = ${delayMs};`,
      amount: `amount: money(10_000, '${currency}'),`,
      channelInTest: `const methods = [${quoted(channelMethods)}];`,
      channelInYaml: `- { id: ${id}, methods: [${channelMethods.join(', ')}] }`,
    },
  };
}

function refundClaims({ refunds }: Answers): string {
  if (refunds === 'none') return "{ offered: false, partial: false, idempotency: 'none' }";
  return `{ offered: true, partial: ${refunds === 'partial'}, idempotency: 'key' }`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}

/** `1_500` */
function number(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, '_');
}
