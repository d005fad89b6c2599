import { secondMs } from '@hangil/core';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import { type Finding, failed, ok, skipped } from './finding.ts';
import type { Probes } from './probes.ts';

const timeoutMs = 10 * secondMs;

/** Goes the way a provider's notice goes: to the public address, and through whatever stands in front of the gateway. */
export async function checkPublicUrl(
  publicUrl: string | null,
  merchants: readonly MerchantConfiguration[],
  probes: Probes,
): Promise<Finding[]> {
  if (publicUrl === null)
    return [
      failed(
        'public_url',
        'HANGIL_PUBLIC_URL is not set.',
        'Set it to the address under which providers reach the gateway.',
      ),
      skipped('notice_url', 'The public address is not known.'),
    ];
  const hasLiveKey = merchants.some(({ apiKeys }) => apiKeys.some(({ livemode }) => livemode));
  const insecure =
    hasLiveKey && !publicUrl.startsWith('https:')
      ? [failed('public_url', `${publicUrl} is not https.`, 'Put a proxy with TLS in front and use its address.')]
      : [];
  const problem = await problemAt(publicUrl, probes);
  if (problem !== null) return [...insecure, problem, skipped('notice_url', 'The gateway is not reached.')];
  return [
    ...insecure,
    ok('public_url', `The gateway answers at ${publicUrl}.`),
    ...(await Promise.all(
      merchants.flatMap((merchant) => noticeUrls(merchant, publicUrl)).map((url) => checkNotice(url, probes)),
    )),
  ];
}

async function problemAt(publicUrl: string, probes: Probes): Promise<Finding | null> {
  try {
    const answer = await probes.fetch(`${publicUrl}/version`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    const { name } = (await answer.json().catch(() => ({}))) as { readonly name?: unknown };
    if (answer.status === 200 && name === 'hangil') return null;
    return failed(
      'public_url',
      `${publicUrl}/version answers ${answer.status}, and not as a gateway does.`,
      'Let the proxy pass every path to the gateway, without redirects.',
    );
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as { readonly code?: string; readonly message: string };
    return failed(
      'public_url',
      `${publicUrl} cannot be reached from here (${code ?? message}).`,
      'Is the gateway running, does the name lead to the proxy, and does the proxy lead to the gateway?',
    );
  }
}

interface NoticeUrl {
  readonly account: string;
  readonly url: string;
}

function noticeUrls({ providerAccounts }: MerchantConfiguration, publicUrl: string): NoticeUrl[] {
  return providerAccounts
    .filter(({ notLoaded }) => notLoaded === null)
    .map(({ adapter: { manifest }, settings: { id } }) => ({
      account: id,
      url: `${publicUrl}/webhooks/${manifest.id}/${id}`,
    }));
}

/** An empty notice is refused by everyone who reads notices, and changes nothing. */
async function checkNotice({ account, url }: NoticeUrl, probes: Probes): Promise<Finding> {
  const answer = await probes
    .fetch(url, { method: 'POST', body: '', signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' })
    .catch(() => null);
  const isProblem = answer?.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  if (answer !== null && isProblem && [400, 403, 415].includes(answer.status))
    return ok('notice_url', `Register ${url} with the provider, if that is not done.`, account);
  if (answer?.status === 404 && isProblem)
    return failed(
      'notice_url',
      `The running gateway does not know ${url}.`,
      'Restart it with this configuration.',
      account,
    );
  return failed(
    'notice_url',
    `${url} answers ${answer?.status ?? 'nothing'}, and not as a gateway does.`,
    'Let the proxy pass POST to /webhooks/ to the gateway.',
    account,
  );
}
