import assert from 'node:assert/strict';
import { adapter as ecommpay } from '@hangil/adapter-ecommpay';
import { adapter as iamport } from '@hangil/adapter-iamport';
import { serveApp } from '@hangil/adapter-testkit';
import {
  type ChannelId,
  type Customer,
  money,
  type NextAction,
  type PaymentProvider,
  type ProviderAccountId,
  type ProviderAdapter,
  type ProviderReference,
  type RequestedPaymentMethod,
} from '@hangil/core';
import { Hono } from 'hono';
import { type Simulator, startSimulator } from '../src/index.ts';

export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}

/** Fields of the control API's answers that tests reach into; the rest is compared as a whole. */
export interface AnswerBody {
  readonly error?: { readonly code: string; readonly message: string };
  readonly provider?: string;
  readonly payment?: { readonly reference: string; readonly status: string };
  readonly payouts?: readonly object[];
  readonly sent?: readonly object[];
  readonly held?: readonly object[];
  readonly address?: string | null;
  readonly now?: string;
  readonly offset_seconds?: number;
  readonly providers?: readonly object[];
  readonly endpoints?: readonly DescribedEndpoint[];
}

export interface DescribedEndpoint {
  readonly method: string;
  readonly path: string;
  readonly does: string;
  readonly body: object | null;
  readonly examples?: readonly object[];
  readonly curl: string;
}

export interface HeardNotice {
  readonly path: string;
  readonly text: string;
}

/** A running simulator, real adapters that point at it, and a gateway that writes down the notices it gets. */
export interface Stage {
  readonly simulator: Simulator;
  readonly iamport: PaymentProvider;
  readonly ecommpay: PaymentProvider;
  readonly gatewayUrl: string;
  readonly heard: HeardNotice[];
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const simulator = await startSimulator();
  const heard: HeardNotice[] = [];
  const gateway = await serveApp(
    new Hono().post('*', async (context) => {
      heard.push({ path: context.req.path, text: await context.req.text() });
      return context.text('ok');
    }),
  );
  const create = (adapter: ProviderAdapter, settings: object, credentials: object, channel: object): PaymentProvider =>
    adapter.create({
      id: 'account' as ProviderAccountId,
      settings: { ...settings },
      credentials: { ...credentials },
      options: {},
      channels: [{ id: channelId, methods: [], settings: { ...channel } }],
      eventUrl: `${gateway.url}/webhooks/${adapter.manifest.id}/account`,
      clock: simulator.clock,
    });

  return {
    simulator,
    gatewayUrl: gateway.url,
    heard,
    iamport: create(
      iamport,
      { base_url: `${simulator.url}/iamport`, sdk_url: `${simulator.url}/iamport/v1/iamport.js` },
      { imp_key: 'imp_key_test', imp_secret: 'imp_secret_test', user_code: 'imp00000000' },
      { pg: 'kcp.T0000' },
    ),
    ecommpay: create(
      ecommpay,
      { base_url: `${simulator.url}/ecommpay`, payment_page_url: `${simulator.url}/ecommpay` },
      { project_id: 200, secret: 'ecommpay_secret_test' },
      { options: { flow: 'gate_redirect' } },
    ),
    async control(method, path, body) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(`${simulator.url}/control${path}`, {
        method,
        ...(body === undefined ? {} : { body: text }),
      });
      return { status: answer.status, body: (await answer.json()) as AnswerBody };
    },
    async close() {
      await simulator.close();
      await gateway.close();
    },
  };
}

const channelId = 'channel' as ChannelId;

const customer: Customer = {
  id: '21',
  name: '도건',
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: '01012345678',
  ipAddress: '198.51.100.7',
  language: 'ko',
};

export interface StartOptions {
  readonly method?: RequestedPaymentMethod;
  readonly amountMinor?: number;
  readonly orderName?: string;
}

/** Starts a payment as the gateway would; the provider must have taken it. */
export async function startPayment(
  provider: PaymentProvider,
  reference: string,
  { method = { type: 'card' }, amountMinor = 10_000, orderName = 'Blue T-shirt' }: StartOptions = {},
): Promise<NextAction | null> {
  const verdict = await provider.payments.start(
    {
      channelId,
      reference: reference as ProviderReference,
      amount: money(amountMinor, 'KRW'),
      taxFreeAmountMinor: 0,
      orderName,
      method,
      customer,
      returnUrl: 'http://127.0.0.1/return',
      expiresAt: null,
    },
    {},
  );
  assert.equal(verdict.kind, 'pending');
  return verdict.nextAction;
}

export const bankTransfer: StartOptions = { method: { type: 'bank_transfer' } };

export function virtualAccount(stage: Stage): StartOptions {
  const dueAt = new Date(stage.simulator.clock.now().getTime() + 86_400_000);
  return { method: { type: 'virtual_account', bankCode: '004', dueAt, holderName: '도건' } };
}

/** What the shopper has to do at his bank, as the provider tells when asked. */
export async function inquireNextAction(provider: PaymentProvider, reference: string): Promise<NextAction | null> {
  const reading = await provider.payments.inquire(
    {
      channelId,
      reference: reference as ProviderReference,
      providerPaymentId: null,
      methodType: 'bank_transfer',
      amount: money(10_000, 'KRW'),
    },
    {},
  );
  assert.equal(reading.kind, 'pending');
  return reading.nextAction;
}

export async function sendPayout(provider: PaymentProvider, reference: string): Promise<void> {
  const verdict = await provider.payouts?.send(
    {
      channelId,
      reference: reference as ProviderReference,
      amount: money(50_000, 'KRW'),
      destination: { bankCode: '004', providerBankId: null, accountNumber: '1234567890', holderName: '홍길동' },
      customer,
    },
    {},
  );
  assert.equal(verdict?.kind, 'pending');
}
