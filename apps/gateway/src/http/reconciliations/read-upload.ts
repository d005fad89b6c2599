import { currencyCode, PaymentGatewayError } from '@hangil/core';
import type { ColumnMapping } from '@hangil/ledger';
import { fileTypes, type ProviderFile, readProviderFile } from '../../files/provider-file.ts';
import type { HttpContext } from '../http-environment.ts';
import { invalidParameter } from '../invalid-request.ts';
import type { ImportQuery } from './schemas.ts';

const fileBytesMax = 200 * 1024 * 1024;

/** Reads the file that is the body of a request, while it arrives. @throws PaymentGatewayError when it cannot be read */
export async function readUpload(c: HttpContext, query: ImportQuery): Promise<ProviderFile> {
  const mediaType = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  const type = (Object.keys(fileTypes) as (keyof typeof fileTypes)[]).find((name) => fileTypes[name] === mediaType);
  if (type === undefined) {
    const detail = `Send ${Object.values(fileTypes).join(' or ')}.`;
    throw new PaymentGatewayError('unsupported_media_type', { detail });
  }
  const { encoding, zone } = query;
  const options = { type, encoding, zone, currency: currencyCode(query.currency), mapping: toMapping(query) };
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

/** Columns by name: the three that are needed together, or none. */
function toMapping(query: ImportQuery): ColumnMapping | null {
  const { key_column, amount_column, time_column, type_column, refund_words } = query;
  if (key_column === undefined && amount_column === undefined && time_column === undefined) return null;
  if (key_column === undefined) throw invalidParameter('key_column', 'is needed where columns are named');
  if (amount_column === undefined) throw invalidParameter('amount_column', 'is needed where columns are named');
  if (time_column === undefined) throw invalidParameter('time_column', 'is needed where columns are named');
  const refundWords = (refund_words ?? '취소,환불,refund,cancel').split(',').map((word) => word.trim());
  return {
    key: key_column,
    amount: amount_column,
    occurredAt: time_column,
    ...(type_column === undefined ? {} : { direction: { column: type_column, refundWords } }),
    ...(query.tax_free_column === undefined ? {} : { taxFree: query.tax_free_column }),
    ...(query.vat_column === undefined ? {} : { vat: query.vat_column }),
    ...(query.fee_column === undefined ? {} : { fee: query.fee_column }),
    ...(query.currency_column === undefined ? {} : { currency: query.currency_column }),
  };
}
