const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** Whether an address is plain HTTP on this machine: the only place forged notices go to. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && loopback.test(hostname);
}

/** @returns the HTTP status of the answer, or null when nobody answered within ten seconds */
export async function postForgedNotice(
  url: string,
  notice: { readonly headers: Record<string, string>; readonly body: string },
): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      ...notice,
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
