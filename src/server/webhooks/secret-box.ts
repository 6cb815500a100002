import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { inputError } from '../../base/input-error.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps secrets that must be read again, such as those that sign webhooks: AES-256-GCM under a key that is not in the database, so that
 * a copy of the database alone tells none. Several keys may open; the first one seals.
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>; // by its name

  constructor(keys: readonly Buffer[]) {
    this.keys = new Map(keys.map((key) => [nameOf(key), key]));
  }

  /** A text sealed for one purpose, such as the id of what it belongs to: nowhere else does it open. */
  seal(text: string, purpose: string): string {
    const [entry] = this.keys;
    const [name, key] = entry;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${name}.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /** The text again. Throws where the key that sealed it is not here, or it was sealed for something else. */
  open(sealed: string, purpose: string): string {
    const [name = '', text = ''] = sealed.split('.');
    const key = this.keys.get(name);
    if (key === undefined) throw new Error(`The key ${name}, which sealed a secret, is not among the server's keys.`);
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  }
}

/** A box of the keys of `INTERLINE_SECRET_KEY`: one or more of 32 bytes, in base64, with commas between them. */
export function secretBoxOf(text: string): SecretBox {
  const keys = text.split(',').map((part) => Buffer.from(part.trim(), 'base64'));
  if (keys.some(({ length }) => length !== KEY_BYTES)) {
    throw inputError({
      code: 'bad_format',
      file: 'INTERLINE_SECRET_KEY',
      message: 'must be 32 random bytes in base64; several keys have commas between them',
      suggestion: 'Make one with: openssl rand -base64 32',
    });
  }
  return new SecretBox(keys);
}

/** A box of the key in a file, which is made, for this user only, where there is none. */
export function secretBoxOfFile(path: string): SecretBox {
  try {
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return secretBoxOf(readFileSync(path, 'utf8'));
}

/** Names a key without telling it. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update('name of ').update(key).digest('hex').slice(0, 8);
}
