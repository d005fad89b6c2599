import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacSha256, isRsaSha256Signature, isSameText, sha256Concatenation, signRsaSha256 } from './signatures.ts';

describe('a signature with a shared key', () => {
  it('is the one of RFC 4231 (test case 2), in every form', () => {
    const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(hex);
    const bytes = new TextEncoder().encode('what do ya want for nothing?');
    expect(hmacSha256('Jefe', bytes, 'base64')).toBe(Buffer.from(hex, 'hex').toString('base64'));
    expect(hmacSha256('Jefe', bytes, 'base64url')).toBe(Buffer.from(hex, 'hex').toString('base64url'));
  });

  it('over concatenated parts is that of the text they make (FIPS 180, "abc"), Korean text as UTF-8', () => {
    expect(sha256Concatenation(['a', '', 'bc'])).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(sha256Concatenation(['한', '길'])).toBe(sha256Concatenation([Buffer.from('한길').toString()]));
    expect(sha256Concatenation(['한길'])).not.toBe(sha256Concatenation(['??']));
  });
});

describe('two texts are the same', () => {
  it('only when every byte is', () => {
    expect(isSameText('ab12', 'ab12')).toBe(true);
    for (const given of ['ab13', 'AB12', 'ab1', 'ab123', '', null, undefined])
      expect(isSameText(given, 'ab12')).toBe(false);
  });
});

describe('a signature with a key pair', () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
  const { privateKey, publicKey } = pair();

  it('is that of the owner over exactly these bytes', () => {
    const signature = signRsaSha256(privateKey, '금액=1000');
    expect(isRsaSha256Signature(publicKey, Buffer.from('금액=1000'), signature)).toBe(true);
    expect(isRsaSha256Signature(publicKey, '금액=1001', signature)).toBe(false);
    expect(isRsaSha256Signature(pair().publicKey, '금액=1000', signature)).toBe(false);
    expect(isRsaSha256Signature(publicKey, '금액=1000', signRsaSha256(privateKey, '금액=1000', 'hex'), 'hex')).toBe(
      true,
    );
  });

  it.each([undefined, null, '', 'not base64 at all', 'AAAA'])('is not %s, and nothing is thrown', (signature) => {
    expect(isRsaSha256Signature(publicKey, 'a=1', signature)).toBe(false);
  });
});
