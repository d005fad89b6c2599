import assert from 'node:assert/strict';
import type { ChannelId, PaymentProvider, ProviderBank, ReferenceTable } from '@hangil/core';
import { failedReads } from './cut-off.ts';
import { expectKind } from './expectations.ts';
import { offeredPorts, onStage, type Stage } from './harness.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'tables';

const tableNames = ['banks', 'cards', 'couriers'] as const;

/** Lists that a provider gives or that an adapter ships: banks, codes, the contracts of the account. */
export function tableScenarios(subject: ConformanceSubject): Scenario[] {
  const provider = offeredPorts(subject);
  return [
    ...bankScenarios(subject),
    ...channelScenarios(subject),
    ...tableNames.flatMap((name) => referenceScenario(name, provider.reference?.[name])),
    ...gatewayScenarios(subject, provider),
  ];
}

function bankScenarios(subject: ConformanceSubject): Scenario[] {
  const { banks } = subject.services ?? {};
  if (banks === undefined) return [];
  const { payoutMethods, paymentMethods } = subject.adapter.manifest;
  const kinds = [
    ...(paymentMethods.length > 0 ? (['payment'] as const) : []),
    ...(payoutMethods.length > 0 ? (['payout'] as const) : []),
  ];
  const fetch = ({ provider }: Stage, operation: 'payment' | 'payout') => {
    assert.ok(provider.banks !== undefined, 'there is services.banks and no banks port');
    const channelId = (banks.channelId ?? subject.channelId) as ChannelId;
    return provider.banks.fetch({ channelId, operation }, {});
  };
  return [
    scenario(
      subject,
      'the banks that are shipped each have one id, a name, and a code of three digits or none',
      async ({ provider }) => {
        expectBanks(provider.banks?.shipped ?? []);
      },
    ),
    scenario(subject, 'the banks that the provider tells are read in the same form', async (stage) => {
      for (const kind of kinds) expectBanks(expectKind(await fetch(stage, kind), ['banks'], 'it was asked').banks);
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(subject, `a list of banks that is ${name} is unknown`, async (stage) => {
        for (const kind of kinds) {
          for (const operation of banks.operations) stage.fake.faults.inject(operation, fault);
          expectKind(await fetch(stage, kind), ['unknown'], 'nobody has told');
          stage.fake.faults.clear();
        }
      }),
    ),
  ];
}

function expectBanks(banks: readonly ProviderBank[]): void {
  assert.ok(banks.length > 0, 'there is no bank');
  assert.equal(new Set(banks.map(({ providerBankId }) => providerBankId)).size, banks.length, 'two banks share an id');
  for (const { providerBankId, name, bankCode } of banks) {
    assert.ok(providerBankId !== '' && name !== '', 'a bank has no id or no name');
    assert.ok(bankCode === null || /^\d{3}$/.test(bankCode), `${bankCode} is no code of KFTC`);
  }
}

function channelScenarios(subject: ConformanceSubject): Scenario[] {
  const { accountChannels: sample } = subject.services ?? {};
  if (sample === undefined) return [];
  const list = ({ provider }: Stage) => {
    assert.ok(provider.accountChannels !== undefined, 'there is services.accountChannels and no port of that name');
    return provider.accountChannels.list({});
  };
  return [
    scenario(subject, 'the contracts of the account are told, and which channels of ours mean them', async (stage) => {
      const { channels } = expectKind(await list(stage), ['channels'], 'it was asked');
      const ours = new Set(subject.account('http://127.0.0.1').channels.map(({ id }) => id));
      const meant = channels.flatMap(({ channelIds }) => channelIds);
      assert.ok(meant.length > 0, 'no contract is one of our channels');
      assert.deepEqual(
        meant.filter((id) => !ours.has(id)),
        [],
        'channels that the configuration does not have',
      );
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(subject, `a list of contracts that is ${name} is unknown`, async (stage) => {
        stage.fake.faults.inject(sample.operation, fault);
        expectKind(await list(stage), ['unknown'], 'nobody has told');
      }),
    ),
  ];
}

function referenceScenario(name: string, table: ReferenceTable | undefined): Scenario[] {
  if (table === undefined) return [];
  return [
    {
      group,
      name: `the table of ${name} says where it is from, and each code stands there once, with its names`,
      async run() {
        assert.ok(table.source !== '', 'nobody says where it is from');
        assert.match(table.asOf, /^\d{4}-\d\d-\d\d$/, 'nobody says of which day it is');
        assert.equal(new Set(table.rows.map(({ code }) => code)).size, table.rows.length, 'a code stands there twice');
        for (const { code, name: names } of table.rows) {
          assert.ok(code !== '' && names.ko !== '' && names.en !== '', `${code} has no name in both languages`);
          assert.ok(name !== 'banks' || /^\d{3}$/.test(code), `${code} is no code of KFTC`);
        }
      },
    },
  ];
}

function gatewayScenarios(subject: ConformanceSubject, { gatewayOf }: PaymentProvider): Scenario[] {
  const { gateways } = subject.adapter.manifest;
  if (gateways === undefined && gatewayOf === undefined) return [];
  return [
    scenario(subject, 'the gateway behind a channel is one of the manifest, or nobody knows', async ({ provider }) => {
      const codes = (gateways ?? []).map(({ code }) => code);
      assert.equal(new Set(codes).size, codes.length, 'a gateway is declared twice');
      const channels = subject.account('http://127.0.0.1').channels.map(({ id }) => id as ChannelId);
      const found = [...channels, 'channel-that-nobody-knows' as ChannelId].map(
        (id) => provider.gatewayOf?.(id) ?? null,
      );
      assert.ok(
        found.some((code) => code !== null),
        'no channel of the account leads to a gateway',
      );
      const strangers = found.filter((code) => code !== null && !codes.includes(code));
      assert.deepEqual(strangers, [], 'gateways that the manifest does not declare');
    }),
  ];
}

function scenario(subject: ConformanceSubject, name: string, act: (stage: Stage) => Promise<void>): Scenario {
  return { group, name, run: () => onStage(subject, act) };
}
