import { currencyCode, PaymentGatewayError } from '@hangil/core';
import type { ColumnMapping } from '@hangil/ledger';
import { fileTypes, type ProviderFile, readProviderFile } from '../../files/provider-file.ts';
import type { HttpContext } from '../http-environment.ts';
import type { ImportQuery } from './schemas.ts';

const fileBytesMax = 200 * 1024 * 1024;

/** Reads the file that is the body of a request, while it arrives. @throws PaymentGatewayError when it cannot be read */
export async function readUpload(
  c: HttpContext,
  query: ImportQuery,
  mapping: ColumnMapping | null,
): Promise<ProviderFile> {
  const mediaType = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  const type = (Object.keys(fileTypes) as (keyof typeof fileTypes)[]).find((name) => fileTypes[name] === mediaType);
  if (type === undefined) {
    const detail = `Send ${Object.values(fileTypes).join(' or ')}.`;
    throw new PaymentGatewayError('unsupported_media_type', { detail });
  }
  const { encoding, zone } = query;
  const options = { type, encoding, zone, currency: currencyCode(query.currency), mapping };
  return readProviderFile(limited(c.req.raw.body), options);
}

async function* limited(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > fileBytesMax)
      throw new PaymentGatewayError('body_too_large', { detail: `The file may have at most ${fileBytesMax} bytes.` });
    yield chunk;
  }
}
