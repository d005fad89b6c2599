/** Digest of the UTF-8 bytes of a text, 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** First 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const roundConstants = Uint32Array.from(fractionsOfPrimes(64, Math.cbrt));
/** The same of the square roots of the first 8 primes (5.3.3). */
const initialState = fractionsOfPrimes(8, Math.sqrt);

/**
 * SHA-256 (FIPS 180-4) in plain arithmetic, so that a book can be checked where there is no library: in this package, in a browser. A
 * store hands in the one of its platform, which is several times as fast.
 */
export const sha256: Sha256 = (text) => {
  const state = Uint32Array.from(initialState);
  const words = new Uint32Array(64);
  const message = padded(utf8(text));
  for (let start = 0; start < message.byteLength; start += 64) compress(state, words, message, start);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
};

function compress(state: Uint32Array, words: Uint32Array, message: DataView, start: number): void {
  for (let t = 0; t < 16; t += 1) words[t] = message.getUint32(start + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const before15 = at(words, t - 15);
    const before2 = at(words, t - 2);
    const small0 = rotate(before15, 7) ^ rotate(before15, 18) ^ (before15 >>> 3);
    const small1 = rotate(before2, 17) ^ rotate(before2, 19) ^ (before2 >>> 10);
    words[t] = at(words, t - 16) + small0 + at(words, t - 7) + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + at(roundConstants, t) + at(words, t)) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}

function at(words: Uint32Array, index: number): number {
  return words[index] as number;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** The bytes, a one bit, zeros, and the length in bits, to a multiple of 64 bytes. */
function padded(bytes: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  for (const [index, byte] of bytes.entries()) view.setUint8(index, byte);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n);
  return view;
}

/** A half of a surrogate pair that stands alone becomes U+FFFD, as every encoder of the web does it. */
function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const point = character.codePointAt(0) as number;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
    if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  });
}

function fractionsOfPrimes(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}
