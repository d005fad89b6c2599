import type { RunningGateway } from './start-gateway.ts';
import { version } from './version.ts';

/** What the sandbox says at start: where everything is, and lines that work when pasted in order. */
export function sandboxWelcome({ url, sandbox }: RunningGateway): string {
  if (sandbox === null) return '';
  const { apiKey, simulator } = sandbox;
  const authorization = `-H 'Authorization: Bearer ${apiKey}'`;
  const json = `-H 'Content-Type: application/json'`;
  const order = `{"order_id":"ORDER-'$(date +%s)'","order_name":"Blue T-shirt","amount":10000,"currency":"KRW","method":{"type":"card"}}`;
  const latest = `$(curl -s '${url}/v1/payments?limit=1' ${authorization} | grep -o 'pay_[0-9a-z]*' | head -n 1)`;
  return `
Hangil ${version} runs in sandbox mode: the providers are simulated, no real money moves.

  API        ${url}
  Reference  ${url}/docs
  Simulator  ${simulator.url}
  API key    ${apiKey}

Take a payment:

curl -s -X POST ${url}/v1/payments ${authorization} ${json} -d '${order}'

Be the shopper who pays in the window:

curl -s -X POST ${simulator.url}/control/payments/latest/shopper ${json} -d '{"outcome":"approve"}'

Settle it:

curl -s -X POST ${url}/v1/payments/${latest}/confirm ${authorization}

See the money in the ledger:

curl -s ${url}/v1/ledger/trial_balance ${authorization}

`;
}
