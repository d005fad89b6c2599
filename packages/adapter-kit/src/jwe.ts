import { CompactEncrypt, compactDecrypt } from 'jose';

/**
 * Encrypts a body with a key that both sides know (JWE, `dir` with A256GCM), as PGs ask for it with payouts.
 *
 * @param key - 32 bytes, as 64 hexadecimal digits
 * @param header - what the provider wants in the protected header beside `alg` and `enc`: `iat`, `nonce`, …
 * @throws Error when the key is none
 */
export async function encryptJwe(
  text: string,
  key: string,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const protectedHeader = { ...header, alg: 'dir', enc: 'A256GCM' };
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(protectedHeader).encrypt(keyBytes(key));
}

/** The text inside; null for what was not encrypted with this key, was changed, or is no JWE. @throws Error when the key is none */
export async function decryptJwe(jwe: string, key: string): Promise<string | null> {
  const bytes = keyBytes(key);
  try {
    const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
    const { plaintext } = await compactDecrypt(jwe, bytes, options);
    return Buffer.from(plaintext).toString();
  } catch {
    return null;
  }
}

function keyBytes(key: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new Error('the key must be 64 hexadecimal digits');
  return Buffer.from(key, 'hex');
}
