import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PaymentGatewayError } from '@hangil/core';
import type { HttpContext } from '../http-environment.ts';

const fileBytesMax = 200 * 1024 * 1024;

/** An upload on disk, to be read as often as needed without being held in memory. */
export interface SpooledFile {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly contentHash: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * Writes the body to a file that only this user may read, and removes it when `use` is done.
 *
 * @throws PaymentGatewayError body_too_large above 200 MiB, invalid_request when the connection breaks
 */
export async function withSpooledBody<Value>(
  c: HttpContext,
  use: (file: SpooledFile) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'hangil-upload-'));
  try {
    const path = join(folder, 'body');
    const contentHash = await spool(c, path);
    return await use({ contentHash, chunks: () => createReadStream(path) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spool(c: HttpContext, path: string): Promise<string> {
  if (Number(c.req.header('Content-Length') ?? 0) > fileBytesMax) throw tooLarge();
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of arriving(c)) {
      bytes += chunk.byteLength;
      if (bytes > fileBytesMax) throw tooLarge();
      hash.update(chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

async function* arriving(c: HttpContext): AsyncGenerator<Uint8Array> {
  try {
    yield* c.req.raw.body ?? [];
  } catch {
    throw new PaymentGatewayError('invalid_request', { detail: 'The body did not arrive whole.', param: 'body' });
  }
}

function tooLarge(): PaymentGatewayError {
  return new PaymentGatewayError('body_too_large', { detail: `The file may have at most ${fileBytesMax} bytes.` });
}
