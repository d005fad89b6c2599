import type { ChannelId, Customer, ProviderAccountId, ProviderAccountSettings, ProviderReference } from '@hangil/core';

export const secret = 'ecommpay_secret_test';
export const now = new Date('2026-03-04T02:00:00.000Z');
export const reference = 'op01jq7v8x4c5d6e7f8g9h0jkmnp' as ProviderReference;

export const customer: Customer = {
  id: '21',
  name: null,
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: null,
  ipAddress: '198.51.100.7',
  language: 'ko',
};

export const channels = {
  redirect: 'redirect' as ChannelId,
  instructions: 'instructions' as ChannelId,
  page: 'page' as ChannelId,
  window: 'window' as ChannelId,
};

/** One account with a channel for each flow. */
export function accountSettings(baseUrl: string, eventUrl: string): ProviderAccountSettings {
  const channel = (id: ChannelId, flow: string, page = 'redirect') => ({
    id,
    methods: ['bank_transfer', 'payout/bank_transfer'],
    settings: { options: { flow, page } },
  });
  return {
    id: 'ecommpay-kr' as ProviderAccountId,
    settings: { base_url: baseUrl, payment_page_url: baseUrl },
    credentials: { project_id: 200, secret },
    options: {},
    channels: [
      channel(channels.redirect, 'gate_redirect'),
      channel(channels.instructions, 'gate_instructions'),
      channel(channels.page, 'payment_page'),
      channel(channels.window, 'payment_page', 'window'),
    ],
    eventUrl,
    clock: { now: () => now },
  };
}
