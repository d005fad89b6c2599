/** Numbers and texts, as many of each in every record. */
export interface PackedRecord {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

/** Records in the order in which they were added, outside the reach of the garbage collector. */
export interface RecordLog {
  add(numbers: readonly number[], texts: readonly string[]): void;
  read(): Generator<PackedRecord>;
}

const blockBytes = 32_768;
const numberBytes = 8;
const lengthBytes = 4;
/** More than UTF-8 takes for a UTF-16 code unit. */
const unitBytesMax = 3;

interface Block {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  used: number;
}

export function createRecordLog(): RecordLog {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const blocks: Block[] = [];
  let shape = { numbers: 0, texts: 0 };

  /** The last block, or a new one where the record may not fit. */
  function blockFor(bytesMax: number): Block {
    const last = blocks.at(-1);
    if (last !== undefined && last.used + bytesMax <= last.bytes.length) return last;
    const bytes = new Uint8Array(Math.max(blockBytes, bytesMax));
    const block = { bytes, view: new DataView(bytes.buffer), used: 0 };
    blocks.push(block);
    return block;
  }

  return {
    add(numbers, texts) {
      shape = { numbers: numbers.length, texts: texts.length };
      const textBytesMax = texts.reduce((sum, { length }) => sum + lengthBytes + length * unitBytesMax, 0);
      const block = blockFor(numbers.length * numberBytes + textBytesMax);
      for (const value of numbers) {
        block.view.setFloat64(block.used, value);
        block.used += numberBytes;
      }
      for (const text of texts) {
        const { written } = encoder.encodeInto(text, block.bytes.subarray(block.used + lengthBytes));
        block.view.setUint32(block.used, written);
        block.used += lengthBytes + written;
      }
    },
    *read() {
      for (const block of blocks) {
        for (let at = 0; at < block.used; ) {
          const numbers = Array.from({ length: shape.numbers }, (_, place) =>
            block.view.getFloat64(at + place * numberBytes),
          );
          at += shape.numbers * numberBytes;
          const texts = Array.from({ length: shape.texts }, () => {
            const start = at + lengthBytes;
            at = start + block.view.getUint32(at);
            return decoder.decode(block.bytes.subarray(start, at));
          });
          yield { numbers, texts };
        }
      }
    },
  };
}
