import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type ChannelId,
  money,
  type PaymentProvider,
  type ProviderReference,
  secondMs,
  systemClock,
} from '@hangil/core';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import type { ProviderAccountConfiguration } from '../configuration/provider-accounts.ts';
import { type Finding, failed, ok, skipped } from './finding.ts';
import type { Probes } from './probes.ts';

const clockToleranceMs = 30 * secondMs;

/** Fits the rules of every provider, and none has a payment of this name. */
const nobodys = `op${'0'.repeat(26)}` as ProviderReference;

/** Asks every account about a payment that does not exist: nothing is made, and wrong credentials show. Their answers also tell the time. */
export async function checkProviders(
  merchants: readonly MerchantConfiguration[],
  publicUrl: string,
  probes: Probes,
): Promise<Finding[]> {
  const accounts = merchants.flatMap(({ providerAccounts }) => providerAccounts);
  const dates: Date[] = [];
  const listen = (message: unknown) => dates.push(...datesOf(message));
  subscribe('undici:request:headers', listen);
  const findings: Finding[] = [];
  let offsetMs: number | null = null;
  for (const account of accounts) {
    findings.push(await checkAccount(account, publicUrl));
    const told = dates.splice(0).at(-1);
    if (told !== undefined) offsetMs ??= probes.clock.now().getTime() - told.getTime();
  }
  unsubscribe('undici:request:headers', listen);
  return [...findings, ...checkClock(offsetMs)];
}

async function checkAccount(account: ProviderAccountConfiguration, publicUrl: string): Promise<Finding> {
  const { adapter, settings, notLoaded } = account;
  const { id } = settings;
  if (notLoaded !== null)
    return failed('credentials', `The adapter is not loaded: ${notLoaded}`, 'Install or mend its package.', id);
  const provider = adapter.create({
    ...settings,
    eventUrl: `${publicUrl}/webhooks/${adapter.manifest.id}/${id}`,
    clock: systemClock,
  });
  if (provider.manifest.inquiry.kind === 'none')
    return { ...skipped('credentials', 'It cannot be asked.'), subject: id };
  const reading = await askAboutNothing(provider, settings.channels[0]?.id as ChannelId);
  if (reading.kind !== 'unknown') return ok('credentials', 'The provider answers and takes the credentials.', id);
  return failed(
    'credentials',
    `The provider did not answer a question as it should: ${reading.cause}.`,
    'Compare the credentials with the provider’s console; is this machine’s address allowed there, and is the provider reachable from here?',
    id,
  );
}

async function askAboutNothing(
  { payments, manifest }: PaymentProvider,
  channelId: ChannelId,
): Promise<{ readonly kind: 'unknown'; readonly cause: string } | { readonly kind: 'answered' }> {
  const [methodType = 'card'] = manifest.paymentMethods;
  const question = { channelId, reference: nobodys, providerPaymentId: null, methodType, amount: money(1_000, 'KRW') };
  try {
    const reading = await payments.inquire(question, {});
    return reading.kind === 'unknown' ? reading : { kind: 'answered' };
  } catch (error) {
    return { kind: 'unknown', cause: `the adapter threw ${(error as Error).name}` };
  }
}

function checkClock(offsetMs: number | null): Finding[] {
  const seoul = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Seoul', hour: '2-digit', hourCycle: 'h23' });
  if (seoul.format(new Date('2026-01-01T00:00:00Z')) !== '09')
    return [
      failed('clock', 'This Node.js does not know the time of Seoul.', 'Use a Node.js with time zone data (full ICU).'),
    ];
  if (offsetMs === null) return [skipped('clock', 'No provider answered with a date to compare with.')];
  const seconds = Math.round(Math.abs(offsetMs) / 1_000);
  if (Math.abs(offsetMs) <= clockToleranceMs) return [ok('clock', 'The clock agrees with a provider’s.')];
  const direction = offsetMs > 0 ? 'ahead of' : 'behind';
  return [
    failed(
      'clock',
      `The clock is ${seconds} seconds ${direction} a provider’s.`,
      'Keep it right with NTP (timedatectl set-ntp true; in a container, on the machine around it). Signatures and due times depend on it.',
    ),
  ];
}

interface HeadersMessage {
  readonly response?: { readonly headers?: readonly Uint8Array[] };
}

/** Headers come as name, value, name, value. */
function datesOf(message: unknown): Date[] {
  const headers = ((message as HeadersMessage).response?.headers ?? []).map((part) =>
    Buffer.from(part).toString('latin1'),
  );
  const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === 'date');
  const date = new Date(headers[at + 1] ?? Number.NaN);
  return at === -1 || Number.isNaN(date.getTime()) ? [] : [date];
}
