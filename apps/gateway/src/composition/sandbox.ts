import { randomBytes } from 'node:crypto';
import { createMovableClock, type Simulator, startSimulator } from '@hangil/simulator';
import type { Environment } from '../configuration/environment.ts';
import { type MerchantConfiguration, readMerchants } from '../configuration/merchants.ts';
import { ListenError } from '../listen.ts';
import { loadAdapter } from './adapters.ts';

/** Providers that are simulated in this process, and a merchant who uses both. No real money. */
export interface Sandbox {
  readonly apiKey: string;
  /** Its clock is the gateway's too: moving it through the control API moves both. */
  readonly simulator: Simulator;
  readonly merchants: readonly MerchantConfiguration[];
  /** Tells the simulated providers where notices go, as a merchant does in a provider's console. */
  registerGateway(url: string): void;
}

export async function startSandbox({ apiKey: givenKey, adminApiKey, simulatorPort }: Environment): Promise<Sandbox> {
  const simulator = await startSimulator({ port: simulatorPort, clock: createMovableClock() }).catch(
    ({ code }: NodeJS.ErrnoException) => {
      throw new ListenError(
        `The simulator cannot listen on port ${simulatorPort} (${code}): choose another HANGIL_SIMULATOR_PORT.`,
      );
    },
  );
  const apiKey = givenKey ?? adminApiKey ?? `sk_test_${randomBytes(18).toString('base64url')}`;
  const { merchants, problems } = await readMerchants(demoConfiguration(simulator.url, apiKey), (name) =>
    loadAdapter(name, process.cwd()),
  );
  if (problems.length > 0)
    throw new Error(`the sandbox configuration is wrong: ${problems.map(({ message }) => message).join(', ')}`);
  return {
    apiKey,
    simulator,
    merchants,
    registerGateway(url) {
      simulator.registerNoticeUrl('iamport', `${url}/webhooks/iamport/iamport-main`);
      simulator.registerNoticeUrl('ecommpay', `${url}/webhooks/ecommpay/ecommpay-kr`);
    },
  };
}

/** Credentials that everybody knows: those of the simulated providers. */
export const sandboxCredentials: readonly string[] = ['imp_key_test', 'imp_secret_test', 'ecommpay_secret_test'];

/** What a hangil.yaml for the simulator would say. */
function demoConfiguration(simulatorUrl: string, apiKey: string): object {
  const iamport = {
    id: 'iamport-main',
    adapter: 'iamport',
    base_url: `${simulatorUrl}/iamport`,
    sdk_url: `${simulatorUrl}/iamport/v1/iamport.js`,
    credentials: { imp_key: 'imp_key_test', imp_secret: 'imp_secret_test', user_code: 'imp00000000' },
    channels: [
      {
        id: 'kcp-card',
        pg: 'kcp.T0000',
        channel_key: 'channel-key-test',
        methods: ['card', 'key_in', 'billing_key', 'virtual_account', 'mobile'],
      },
      { id: 'kcp-billing', pg: 'kcp_billing.BA001', methods: ['billing_key'] },
      { id: 'kakao', pg: 'kakaopay.TC0ONETIME', methods: ['easy_pay/kakaopay'] },
      { id: 'danal', pg: 'danal.A010002002', channel_key: 'channel-key-danal', methods: ['mobile'] },
    ],
  };
  const ecommpay = {
    id: 'ecommpay-kr',
    adapter: 'ecommpay',
    base_url: `${simulatorUrl}/ecommpay`,
    payment_page_url: `${simulatorUrl}/ecommpay`,
    credentials: { project_id: 200, secret: 'ecommpay_secret_test' },
    channels: [
      koreanBanks('korean-banks', ['bank_transfer', 'payout/bank_transfer'], { flow: 'gate_redirect' }),
      koreanBanks('korean-banks-instructions', ['bank_transfer'], { flow: 'gate_instructions' }),
      koreanBanks('korean-banks-page', ['bank_transfer'], { flow: 'payment_page' }),
      koreanBanks('korean-banks-window', ['bank_transfer'], { flow: 'payment_page', page: 'window' }),
    ],
  };
  return {
    merchants: [
      {
        id: 'demo',
        name: 'Demo Shop',
        api_keys: [{ name: 'default', secret: apiKey }],
        provider_accounts: [iamport, ecommpay],
      },
    ],
  };
}

/** Always open, so that the sandbox works at night; its provider can be told to keep its hours. */
function koreanBanks(id: string, methods: readonly string[], options: object): object {
  return { id, methods, options: { ...options, hours: 'always' } };
}
