import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import { keyIdOf, makeKeyPair } from '../../base/signing.js';
import { ID_PATTERN } from '../../feed/read-settings.js';
import { PRIVATE_KEY_SUFFIX, PUBLIC_KEY_SUFFIX, writeNewFile } from './agreement-files.js';
import { addCommand, printResult } from '../command-line.js';

interface KeygenOptions {
  readonly party: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `interline agreement keygen`: a key pair for a party. */
export function registerAgreementKeygen(group: Command): void {
  addCommand(group, 'keygen', {
    description: 'make a key pair with which a party signs agreements',
    examples: ['agreement keygen --party ats --out keys'],
    notes: 'Give the public key to the partner. The private key stays with the party, readable by its owner alone.',
  })
    .requiredOption('--party <id>', 'party whose key it is, as the agreement names it')
    .requiredOption('--out <dir>', 'folder for the two files; existing files are never overwritten')
    .action(({ party, out, json }: KeygenOptions) => {
      if (!ID_PATTERN.test(party)) {
        const allowed = 'letters, digits, dot, dash and underscore';
        throw inputError({ code: 'bad_id', file: '--party', value: party, message: 'is not usable as an id', allowed });
      }
      const privateKey = join(out, `${party}${PRIVATE_KEY_SUFFIX}`);
      const publicKey = join(out, `${party}${PUBLIC_KEY_SUFFIX}`);
      mkdirSync(out, { recursive: true });
      const { privatePem, publicPem } = makeKeyPair();
      // The public file first: when it is there already, no private key is left behind without it.
      const taken = existsSync(privateKey) ? privateKey : publicKey;
      if (existsSync(taken)) writeNewFile(taken, '', 0o600);
      writeNewFile(privateKey, privatePem, 0o600);
      writeNewFile(publicKey, publicPem, 0o644);
      const key = keyIdOf(publicPem);
      printResult(json, { party, key, privateKey, publicKey }, () =>
        [
          `Key ${key} of ${party}`,
          `  ${privateKey}  private; keep it, and show it to nobody`,
          `  ${publicKey}  public; give it to the partner`,
        ].join('\n'),
      );
    });
}
