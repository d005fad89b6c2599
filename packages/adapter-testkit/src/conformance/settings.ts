import assert from 'node:assert/strict';
import type { ProviderAccountSettings } from '@hangil/core';
import { accountSettings } from './harness.ts';
import { assertNothingSecret, secretsOf } from './secret-search.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'settings';
const unknownKey = 'conformance_unknown_setting';
const fakeUrl = 'http://127.0.0.1:9';

export function settingsScenarios(subject: ConformanceSubject): Scenario[] {
  const account = accountSettings(subject, fakeUrl);
  const { credentials, options, settings, channels } = account;
  const withUnknown = (part: Readonly<Record<string, unknown>>) => ({ ...part, [unknownKey]: 'value' });
  const [channel, ...otherChannels] = channels;

  const unknownKeys: [string, ProviderAccountSettings, RegExp][] = [
    ['credentials', { ...account, credentials: withUnknown(credentials) }, /^credentials/],
    ['options', { ...account, options: withUnknown(options) }, /^options/],
    ['the account itself', { ...account, settings: withUnknown(settings) }, new RegExp(unknownKey)],
    ...(channel === undefined
      ? []
      : ([
          [
            'a channel',
            { ...account, channels: [{ ...channel, settings: withUnknown(channel.settings) }, ...otherChannels] },
            /channel/,
          ],
        ] as [string, ProviderAccountSettings, RegExp][])),
  ];

  return [
    {
      group,
      name: 'a complete account is accepted, without a call to the provider',
      run: async () => void subject.adapter.create(account),
    },
    ...unknownKeys.map(([place, changed, path]) => ({
      group,
      name: `an unknown setting in ${place} is refused by name`,
      async run() {
        const error = refusalOf(subject, changed);
        assert.match(error.path, path, 'the path does not say where');
        assert.ok(error.message.includes(unknownKey), 'the message does not name the setting');
      },
    })),
    ...Object.keys(credentials).map((name) => ({
      group,
      name: `an account without the credential ${name} is refused by name`,
      async run() {
        const { [name]: _, ...rest } = credentials;
        assert.equal(refusalOf(subject, { ...account, credentials: rest }).path, `credentials.${name}`);
      },
    })),
    {
      group,
      name: 'a refusal never repeats a credential, whatever is wrong with it',
      async run() {
        const secrets = secretsOf(subject);
        for (const [name, value] of Object.entries(credentials)) {
          for (const wrong of [
            { [name]: [value] },
            { [name]: { value } },
            { [`${name}_misspelt`]: value, [name]: undefined },
          ]) {
            const error = refusalOf(subject, { ...account, credentials: { ...credentials, ...wrong } });
            assertNothingSecret(`the refusal of credentials.${name}`, error, secrets);
          }
        }
      },
    },
  ];
}

/** The ProviderSettingsError with which the account is refused. Recognized by name: an adapter may bring its own core. */
function refusalOf(
  { adapter }: ConformanceSubject,
  account: ProviderAccountSettings,
): Error & { readonly path: string } {
  try {
    adapter.create(account);
  } catch (error) {
    assert.ok(
      error instanceof Error && error.name === 'ProviderSettingsError' && 'path' in error,
      `not a settings error: ${error}`,
    );
    return error as Error & { readonly path: string };
  }
  assert.fail('the account was accepted');
}
