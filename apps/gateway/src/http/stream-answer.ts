import { Readable } from 'node:stream';
import type { HttpContext } from './http-environment.ts';

const chunkCharacters = 65_536;

/**
 * Answers with a body that is made while it is sent, so that its size does not matter. Whoever stops reading stops the making.
 *
 * @param fileName - under which it is saved; left out = it is not a file
 */
export function streamAnswer(
  c: HttpContext,
  parts: AsyncIterable<string | Uint8Array>,
  { mediaType, fileName }: { readonly mediaType: string; readonly fileName?: string },
): Response {
  return c.body(Readable.toWeb(Readable.from(inChunks(parts), { objectMode: false })) as ReadableStream, 200, {
    'Content-Type': mediaType,
    ...(fileName === undefined ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` }),
  });
}

/** Lines are short, and every chunk is a write to the socket. */
async function* inChunks(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  let text = '';
  for await (const part of parts) {
    if (typeof part !== 'string') {
      yield part;
      continue;
    }
    text += part;
    if (text.length < chunkCharacters) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
