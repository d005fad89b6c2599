import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const secretBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Keeps what is secret in the database: encrypted with the master key (AES-256-GCM), or plain without one. */
export interface SecretBox {
  /** Without a master key secrets would be kept as plain text. */
  readonly isLocked: boolean;
  /** A new secret of a webhook endpoint. */
  newSecret(): { readonly secret: string; readonly sealed: string };
  seal(text: string): string;
  /** @throws Error when it was sealed with another master key, or there is none now */
  open(sealed: string): string;
}

/** @param purpose - what was sealed for one purpose cannot be opened for another */
export function createSecretBox(masterKey: Buffer | null, purpose = 'hangil webhook secret'): SecretBox {
  const seal = (text: string) =>
    masterKey === null ? `plain:${text}` : `aes-256-gcm:${encrypted(text, masterKey, Buffer.from(purpose))}`;
  return {
    isLocked: masterKey !== null,
    newSecret() {
      const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
      return { secret, sealed: seal(secret) };
    },
    seal,
    open(sealed) {
      const [, form, content = ''] = /^(plain|aes-256-gcm):(.+)$/s.exec(sealed) ?? [];
      if (form === 'plain') return content;
      if (form === undefined || masterKey === null) throw new Error('there is no master key to open a secret with');
      return decrypted(content, masterKey, Buffer.from(purpose));
    },
  };
}

function encrypted(secret: string, key: Buffer, purpose: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(purpose);
  const bytes = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64');
}

function decrypted(content: string, key: Buffer, purpose: Buffer): string {
  const bytes = Buffer.from(content, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes)).setAAD(purpose);
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    throw new Error('a secret was sealed with another master key');
  }
}
