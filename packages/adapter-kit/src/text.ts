import iconv from 'iconv-lite';

/**
 * Character sets in which Korean providers write. `euc-kr` includes its extension by Microsoft (CP949), as PGs use it; the
 * TextDecoder of Node.js 20 garbles the syllables of the extension.
 */
export type Charset = 'utf-8' | 'euc-kr';

/** @throws TypeError for bytes that are no text of the character set */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  if (charset === 'utf-8') return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const text = iconv.decode(Buffer.from(bytes), 'cp949');
  if (text.includes('\uFFFD')) throw new TypeError(`the bytes are no ${charset}`);
  return text;
}

/** @throws RangeError for text that the character set cannot write; it is never replaced by question marks */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  const bytes = iconv.encode(text, 'cp949');
  if (iconv.decode(bytes, 'cp949') !== text) throw new RangeError(`the text cannot be written in ${charset}`);
  return bytes;
}
