import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { PaymentGatewayError } from '@hangil/core';
import { createRowReader, type FileSettings, type ProviderRow, type RowProblem, usualMapping } from '@hangil/ledger';
import { parse } from 'csv-parse';

export const fileTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type FileEncoding = 'auto' | 'utf-8' | 'euc-kr';

/** Decides by this much of the beginning which encoding a file has. */
const sampleBytes = 65_536;
const workbookBytesMax = 50 * 1024 * 1024;
const problemsShown = 100;

export interface ProviderFile {
  readonly rows: readonly ProviderRow[];
  /** SHA-256 of the bytes. */
  readonly hash: string;
}

export interface FileOptions extends Omit<FileSettings, 'mapping'> {
  readonly type: keyof typeof fileTypes;
  readonly encoding: FileEncoding;
  /** Null = the usual names. */
  readonly mapping: FileSettings['mapping'] | null;
}

/**
 * Reads a provider's file row by row, whole or not at all.
 *
 * @throws PaymentGatewayError invalid_request with every problem by row and column, the first hundred of them shown
 */
export async function readProviderFile(chunks: AsyncIterable<Uint8Array>, options: FileOptions): Promise<ProviderFile> {
  const digest = createHash('sha256');
  const hashed = hashing(chunks, (chunk) => digest.update(chunk));
  const records = options.type === 'csv' ? csvRecords(hashed, options.encoding) : sheetRecords(hashed);
  const rows: ProviderRow[] = [];
  let reader: ReturnType<typeof createRowReader> | null = null;
  let row = 0;
  for await (const cells of records) {
    if (reader === null) {
      reader = createRowReader(cells, { ...options, mapping: options.mapping ?? usualMappingOf(cells) });
      continue;
    }
    row += 1;
    const read = reader.read(cells, row);
    if (read !== null) rows.push(read);
  }
  if (reader === null) throw unreadable('The file is empty.');
  if (reader.problems.length > 0) throw problemsFound(reader.problems);
  return { rows, hash: digest.digest('hex') };
}

async function* hashing(
  chunks: AsyncIterable<Uint8Array>,
  update: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    update(chunk);
    yield chunk;
  }
}

async function* csvRecords(chunks: AsyncIterable<Uint8Array>, encoding: FileEncoding): AsyncGenerator<string[]> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 1_000_000 });
  // An error of the source ends the parser, and is thrown where its records are read.
  pipeline(Readable.from(decoded(chunks, encoding)), parser, () => {});
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (PaymentGatewayError.isInstance(error)) throw error;
    throw unreadable('The file is no CSV: a quote or a line does not end.');
  }
}

async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: FileEncoding): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encoding === 'auto' ? encodingOf(chunk.subarray(0, sampleBytes)) : encoding, {
      fatal: true,
    });
    yield decode(decoder, chunk);
  }
  if (decoder !== null) yield decode(decoder);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw unreadable(`The file is not in ${decoder.encoding}: name its encoding, utf-8 or euc-kr.`);
  }
}

/** A cut inside a character must not look like another encoding, so the decoder is told that more follows. */
function encodingOf(sample: Uint8Array): 'utf-8' | 'euc-kr' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    return 'euc-kr';
  }
}

async function* sheetRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > workbookBytesMax)
      throw new PaymentGatewayError('body_too_large', {
        detail: `A workbook may have at most ${workbookBytesMax} bytes: take CSV.`,
      });
    parts.push(chunk);
  }
  const { readSheet } = await import('read-excel-file/node');
  const sheet = await readSheet(Buffer.concat(parts)).catch(() => {
    throw unreadable('The file is no workbook.');
  });
  for (const cells of sheet) yield cells.map(textOf);
}

/** A workbook has times without a zone; they come as if they were UTC. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : String(cell);
}

function usualMappingOf(header: readonly string[]): FileSettings['mapping'] {
  const mapping = usualMapping(header);
  if (mapping !== null) return mapping;
  throw unreadable('The header has no columns for id, amount and time that are known: name them.', 'columns');
}

function unreadable(detail: string, param = 'file'): PaymentGatewayError {
  return new PaymentGatewayError('invalid_request', { detail, param });
}

function problemsFound(problems: readonly RowProblem[]): PaymentGatewayError {
  return new PaymentGatewayError('invalid_request', {
    detail: `${problems.length} rows or columns cannot be read; nothing was imported.`,
    param: 'file',
    extra: { errors: problems.slice(0, problemsShown) },
  });
}
