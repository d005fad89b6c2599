import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const secretBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const purpose = Buffer.from('hangil webhook secret');

/** Makes secrets of endpoints and keeps them: encrypted with the master key (AES-256-GCM), or plain without one. */
export interface SecretBox {
  /** Without a master key secrets would be kept as plain text. */
  readonly isLocked: boolean;
  newSecret(): { readonly secret: string; readonly sealed: string };
  /** @throws Error when it was sealed with another master key, or there is none now */
  open(sealed: string): string;
}

export function createSecretBox(masterKey: Buffer | null): SecretBox {
  return {
    isLocked: masterKey !== null,
    newSecret() {
      const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
      return { secret, sealed: masterKey === null ? `plain:${secret}` : `aes-256-gcm:${seal(secret, masterKey)}` };
    },
    open(sealed) {
      const [, form, content = ''] = /^(plain|aes-256-gcm):(.+)$/.exec(sealed) ?? [];
      if (form === 'plain') return content;
      if (form === undefined || masterKey === null)
        throw new Error('there is no master key to open a webhook secret with');
      return unseal(content, masterKey);
    },
  };
}

function seal(secret: string, key: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(purpose);
  const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
}

function unseal(content: string, key: Buffer): string {
  const bytes = Buffer.from(content, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes)).setAAD(purpose);
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    throw new Error('a webhook secret was sealed with another master key');
  }
}
