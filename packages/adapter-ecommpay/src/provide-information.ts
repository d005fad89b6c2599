import type { PaymentPort } from '@hangil/core';
import type { EcommpayClient } from './ecommpay-client.ts';
import { waitForProvider } from './next-action.ts';
import { toReceipt } from './receipt.ts';
import { forbiddenCharacterProblem, refuse } from './request-checks.ts';

type ProvideInformation = NonNullable<PaymentPort['provideInformation']>;

/** Answers a clarification. The platform then goes on with the payment and tells so by callback. */
export function makeProvideInformation(client: EcommpayClient): ProvideInformation {
  return async ({ payment: { reference }, fields }, { signal }) => {
    const body = { additional_data: nested(fields) };
    const wrong = forbiddenCharacterProblem(body);
    if (wrong !== null) return refuse(wrong.detail);
    const outcome = await client.post({
      path: '/v2/payment/clarification',
      general: { payment_id: reference },
      body,
      signal,
    });
    const receipt = toReceipt(outcome, reference);
    return receipt.kind === 'taken' ? { kind: 'pending', waitsFor: 'shopper', nextAction: waitForProvider } : receipt;
  };
}

type Tree = { [key: string]: string | Tree };

/** `customer.first_name` as `{ customer: { first_name } }`; the platform gave the names. */
function nested(fields: Readonly<Record<string, string>>): Tree {
  const root: Tree = {};
  for (const [path, value] of Object.entries(fields)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let place = root;
    for (const name of names) {
      const known = Object.hasOwn(place, name) ? place[name] : undefined;
      const next = typeof known === 'object' ? known : {};
      place[name] = next;
      place = next;
    }
    place[last] = value;
  }
  return root;
}
