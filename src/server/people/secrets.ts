import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 256 random bits. A plain hash of them is enough to keep: nobody can guess them. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: SHA-256, hexadecimal. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A key as it is shown once: what it is for, and a secret. */
export function newApiKeySecret(mode: 'live' | 'test'): { readonly secret: string; readonly hint: string } {
  const secret = `il_${mode}_${newSecret()}`;
  return { secret, hint: secret.slice(0, 'il_live_'.length + 4) };
}

/** The token that pages send beside the session's cookie. It follows from the session's secret and does not tell it. */
export function csrfTokenOf(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('csrf').digest('base64url');
}

/** True when two texts are equal, without telling by the time it takes where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twenty random letters and digits in groups of five, none that is read as another: 99 bits. */
export function newPassword(): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    for (const byte of randomBytes(32)) {
      // 248 is the largest multiple of 31 in a byte: every letter is equally likely.
      if (byte < 248 && letters.length < 20) letters.push(PASSWORD_LETTERS[byte % PASSWORD_LETTERS.length]);
    }
  }
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-');
}

/** Cost of scrypt. */
export interface PasswordCost {
  readonly N: number; // a power of 2
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and three passes, about a tenth of a second (OWASP, Password Storage Cheat Sheet). */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };

/** What is kept of a password: scrypt with its cost and salt, so that the cost may be raised for new ones. */
export async function hashOfPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(16);
  const derived = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), derived.toString('base64url')].join('$');
}

/** True when a password is the one of a hash. Takes as long for nobody's, so that logins cannot be told apart. */
export async function isPassword(password: string, hash: string | undefined, cost: PasswordCost): Promise<boolean> {
  if (hash === undefined) {
    await derive(password, Buffer.alloc(16), cost);
    return false;
  }
  const [, n, r, p, salt = '', expected = ''] = hash.split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return equalSecrets(derived.toString('base64url'), expected);
}

function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const maxmem = 2 * 128 * cost.N * cost.r;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { ...cost, maxmem }, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
}
