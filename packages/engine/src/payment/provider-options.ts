import { PaymentGatewayError } from '@hangil/core';
import type { MerchantSetup } from '../directory.ts';
import type { CreatePaymentInput } from '../engine.ts';

interface ChosenProvider {
  readonly providerId: string;
  readonly takesOptions: boolean;
}

/**
 * Options for other providers may stand beside, because the route decides who takes a payment. Options that nobody will ever
 * read are a mistake.
 *
 * @throws invalid_request for a provider that no channel leads to; channel_requirement when the chosen one takes no options
 */
export function assertOptionsAreRead(
  { channels }: MerchantSetup,
  { providerId, takesOptions }: ChosenProvider,
  { providerOptions = {} }: Pick<CreatePaymentInput, 'providerOptions'>,
): void {
  const known = new Set(channels.map(({ provider }) => provider.id));
  const stranger = Object.keys(providerOptions).find((id) => !known.has(id));
  if (stranger !== undefined) {
    throw new PaymentGatewayError('invalid_request', {
      param: `provider_options.${stranger}`,
      detail: `No channel leads to a provider of this name; there are ${[...known].join(', ')}.`,
    });
  }
  if (!takesOptions && Object.keys(providerOptions[providerId] ?? {}).length > 0) {
    throw new PaymentGatewayError('channel_requirement', {
      param: `provider_options.${providerId}`,
      detail: `${providerId} takes no options.`,
    });
  }
}
