import { PaymentGatewayError, toNotCreatedFailure } from '@hangil/core';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callProvider, providerOf } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import type { AccountHolderInput, VirtualAccounts } from './virtual-accounts.ts';

export function makeAccountHolder(dependencies: EngineDependencies): VirtualAccounts['holder'] {
  return async (scope, input) => {
    const channel = channelFor(dependencies, scope, input);
    const { virtualAccounts: port } = providerOf(dependencies, channel.providerAccountId);
    const holder = port?.holder?.bind(port);
    if (holder === undefined) throw nobodyCan(input);
    const { bankCode, accountNumber } = input;
    const request = { channelId: channel.id, bankCode, accountNumber };
    const reading = await callProvider(dependencies, 'virtualAccounts.holder', () => holder(request, {}));
    switch (reading.kind) {
      case 'found':
        return reading.holderName;
      case 'absent':
        return null;
      case 'declined':
      case 'not_created':
        throw new PaymentGatewayError(toNotCreatedFailure(reading.reason, reading.provider).code, {
          provider: { name: channel.provider.id, ...reading.provider },
        });
      case 'unknown':
        throw new PaymentGatewayError('provider_unreachable');
    }
  };
}

/** @throws no_eligible_channel */
function channelFor({ directory }: EngineDependencies, scope: Scope, input: AccountHolderInput): Channel {
  const channels = directory.merchant(scope.merchantId)?.channels ?? [];
  const fit = channels.find(
    ({ id, providerAccountId }) =>
      (input.channelId === null || input.channelId === id) &&
      directory.provider(providerAccountId)?.virtualAccounts?.holder !== undefined,
  );
  if (fit === undefined) throw nobodyCan(input);
  return fit;
}

function nobodyCan({ channelId }: AccountHolderInput): PaymentGatewayError {
  return new PaymentGatewayError('no_eligible_channel', {
    ...(channelId === null ? {} : { param: 'channel_id' }),
    detail: 'No provider of these channels tells the holder of an account.',
    extra: { channels: [] },
  });
}
