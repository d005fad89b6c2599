import type { ChannelId, ProviderAccountId, ProviderAccountSettings } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { parseIamportSettings } from './settings.ts';

function account(changes: Partial<ProviderAccountSettings> = {}): ProviderAccountSettings {
  return {
    id: 'main' as ProviderAccountId,
    settings: {},
    credentials: { imp_key: 'key', imp_secret: 'secret-value', user_code: 'imp00000000' },
    options: {},
    channels: [channel({ pg: 'kcp.T0000' })],
    eventUrl: 'https://pay.example/webhooks/iamport/main',
    clock: { now: () => new Date(0) },
    ...changes,
  };
}

function channel(settings: Record<string, unknown>, methods: string[] = ['card']) {
  return { id: 'kcp-card' as ChannelId, methods, settings };
}

describe('parseIamportSettings', () => {
  it('fills in the addresses of the provider and the bearer scheme', () => {
    expect(parseIamportSettings(account())).toMatchObject({
      baseUrl: 'https://api.iamport.kr',
      sdkUrl: 'https://cdn.iamport.kr/v1/iamport.js',
      tokenScheme: 'bearer',
      includeSandbox: false,
    });
  });

  it('keeps pg and channel key of every channel', () => {
    const channels = [channel({ pg: 'kcp.T0000', channel_key: null, options: {} })];
    expect(parseIamportSettings(account({ channels })).channels.get('kcp-card' as ChannelId)).toEqual({
      pg: 'kcp.T0000',
      channelKey: null,
      confirmProcess: false,
    });
  });

  it.each([
    ['https://api.iamport.kr', undefined, false],
    ['https://static-api.iamport.kr', undefined, false],
    ['https://api.iamport.kr', true, true],
    ['http://127.0.0.1:4010', undefined, true],
    ['http://127.0.0.1:4010', false, false],
    ['https://iamport.kr.attacker.example', undefined, true],
  ])('at %s with include_sandbox %s, payments of test channels count: %s', (base_url, include_sandbox, expected) => {
    const parsed = parseIamportSettings(account({ settings: { base_url }, options: { include_sandbox } }));
    expect(parsed.includeSandbox).toBe(expected);
  });

  it.each<[string, Partial<ProviderAccountSettings>]>([
    ['base_url', { settings: { base_url: 'ftp://api.iamport.kr' } }],
    ['settings_typo', { settings: { settings_typo: 1 } }],
    ['credentials.imp_secret', { credentials: { imp_key: 'key', user_code: 'imp0' } }],
    ['credentials.imp_key', { credentials: { imp_key: ' ', imp_secret: 's', user_code: 'imp0' } }],
    ['credentials', { credentials: { imp_key: 'k', imp_secret: 's', user_code: 'imp0', extra: 'x' } }],
    ['options.token_scheme', { options: { token_scheme: 'Basic' } }],
    ['options', { options: { token: 'bearer' } }],
    ['channels.kcp-card', { channels: [channel({})] }],
    ['channels.kcp-card', { channels: [channel({ pg: null, channel_key: null })] }],
    ['channels.kcp-card', { channels: [channel({ pg: 'kcp', mid: 'T0000' })] }],
    ['channels.kcp-card.options', { channels: [channel({ pg: 'kcp', options: { hours: 'always' } })] }],
    ['channels.kcp-card.pg', { channels: [channel({ channel_key: 'channel-key-1' }, ['card', 'key_in'])] }],
  ])('refuses %s by name and never repeats the secret', (place, changes) => {
    const parse = () => parseIamportSettings(account(changes));
    expect(parse).toThrow(place);
    expect(parse).not.toThrow('secret-value');
  });
});
