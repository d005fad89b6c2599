import { PaymentGatewayError } from '@hangil/core';
import type { SpooledFile } from './spool.ts';

/** Korean spreadsheets write UTF-8 with a byte order mark, or EUC-KR with Microsoft's additions, which `euc-kr` means on the web. */
const encodings = ['utf-8', 'euc-kr'] as const;
type Encoding = (typeof encodings)[number];

/** @throws PaymentGatewayError invalid_request for bytes that are neither */
export async function encodingOf(file: SpooledFile): Promise<Encoding> {
  for (const encoding of encodings) if (await canBeRead(file, encoding)) return encoding;
  throw new PaymentGatewayError('invalid_request', { detail: 'The file is neither UTF-8 nor EUC-KR.', param: 'body' });
}

async function canBeRead(file: SpooledFile, encoding: Encoding): Promise<boolean> {
  try {
    for await (const _ of decoded(file, encoding));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** @throws TypeError for bytes that are not of this encoding */
export async function* decoded(file: SpooledFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of file.chunks()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
