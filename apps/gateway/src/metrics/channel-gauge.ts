import type { Clock } from '@hangil/core';
import type { RoutingMemory } from '@hangil/engine';
import { Gauge, type Registry } from 'prom-client';
import { booksOf, type MerchantConfiguration } from '../configuration/merchants.ts';

/** What this process knows of its channels, read when somebody asks for the metrics. */
export function addChannelGauge(
  registry: Registry,
  merchants: readonly MerchantConfiguration[],
  { health }: RoutingMemory,
  clock: Clock,
): void {
  const channels = merchants.flatMap((merchant) => {
    const ids = merchant.providerAccounts.flatMap(({ settings }) => settings.channels.map(({ id }) => id));
    return booksOf([merchant]).flatMap(({ livemode }) => ids.map((channelId) => ({ channelId, livemode })));
  });
  new Gauge({
    name: 'hangil_channel_circuit_open',
    help: '1 = calls of the channel failed in a row, and payments are sent elsewhere; 0 = it is used.',
    labelNames: ['channel', 'mode'],
    registers: [registry],
    collect() {
      const now = clock.now();
      for (const channel of channels) {
        const mode = channel.livemode ? 'live' : 'test';
        const isOpen = health.health(channel, now).status === 'unhealthy';
        this.set({ channel: channel.channelId, mode }, isOpen ? 1 : 0);
      }
    },
  });
}
