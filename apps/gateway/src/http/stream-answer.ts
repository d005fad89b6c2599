import { Readable } from 'node:stream';
import type { HttpContext } from './http-environment.ts';

/** Answers with a body that is made while it is sent, so that its size does not matter. */
export function streamAnswer(
  c: HttpContext,
  chunks: AsyncIterable<string | Uint8Array>,
  { mediaType, fileName }: { readonly mediaType: string; readonly fileName: string },
): Response {
  return c.body(Readable.toWeb(Readable.from(chunks, { objectMode: false })) as ReadableStream, 200, {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
  });
}
