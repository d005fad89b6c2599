import { looksLikeCardNumber } from '../http/card-number.ts';

/** Bytes of an answer that are looked at. */
export const excerptBytesMax = 500;

/** The beginning of an answer as it may be shown: escaped like a JSON string, and harmless inside HTML. */
export function answerExcerpt(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, excerptBytesMax));
  if (looksLikeCardNumber(text)) return '[hidden]';
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<>&'\u007f-\u009f\u2028\u2029]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}

/** Milliseconds a `Retry-After` asks for: seconds, or a date. Null when it is absent or says neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - now.getTime());
}
