import type { ChannelId, ProviderAccountId, ProviderAccountSettings } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { parseEcommpaySettings } from './ecommpay-settings.ts';

const account: ProviderAccountSettings = {
  id: 'ecommpay-kr' as ProviderAccountId,
  settings: {},
  credentials: { project_id: 200, secret: 'ecommpay_secret_test' },
  options: {},
  channels: [{ id: 'korean-banks' as ChannelId, methods: ['bank_transfer'], settings: {} }],
  eventUrl: 'https://pay.example/webhooks/ecommpay/ecommpay-kr',
  clock: { now: () => new Date(0) },
};
const channel = (settings: Record<string, unknown>): Partial<ProviderAccountSettings> => ({
  channels: [{ id: 'korean-banks' as ChannelId, methods: ['bank_transfer'], settings }],
});

describe('settings', () => {
  it('has the live addresses and the redirect flow by default', () => {
    const settings = parseEcommpaySettings(account);
    expect(settings.baseUrl).toBe('https://api.ecommpay.com');
    expect(settings.paymentPageUrl).toBe('https://paymentpage.ecommpay.com');
    expect(settings.flowByChannel).toEqual(new Map([['korean-banks', 'gate_redirect']]));
  });
  it('takes a project id in digits, as an environment variable gives it', () => {
    expect(parseEcommpaySettings({ ...account, credentials: { project_id: '200', secret: 's' } }).projectId).toBe(200);
  });
  it.each(['gate_redirect', 'gate_instructions', 'payment_page'])('takes the flow %s', (flow) => {
    const { flowByChannel } = parseEcommpaySettings({ ...account, ...channel({ options: { flow } }) });
    expect(flowByChannel.get('korean-banks')).toBe(flow);
  });
  it.each<[string, Partial<ProviderAccountSettings>]>([
    ['credentials.project_id', { credentials: { secret: 's' } }],
    ['credentials.project_id', { credentials: { project_id: 'p-200', secret: 's' } }],
    ['credentials.secret', { credentials: { project_id: 200, secret: '' } }],
    ['credentials.token', { credentials: { project_id: 200, secret: 's', token: 't' } }],
    ['base_url', { settings: { base_url: 'api.ecommpay.com' } }],
    ['base_url', { settings: { base_url: 'ftp://api.ecommpay.com' } }],
    ['base_uri', { settings: { base_uri: 'https://api.ecommpay.com' } }],
    ['credentials.data_api_secret', { credentials: { project_id: 200, secret: 's', data_api_token: 't' } }],
    ['options.bank_ids.4', { options: { bank_ids: { 4: 771 } } }],
    ['options.token_scheme', { options: { token_scheme: 'bearer' } }],
    ['channels.korean-banks.pg', channel({ pg: 'kcp' })],
    ['channels.korean-banks.options.flows', channel({ options: { flows: 'payment_page' } })],
    ['channels.korean-banks.options.flow', channel({ options: { flow: 'widget' } })],
  ])('names %s when it is wrong', (path, part) => {
    expect(() => parseEcommpaySettings({ ...account, ...part })).toThrow(
      expect.objectContaining({ name: 'ProviderSettingsError', path }),
    );
  });
});
