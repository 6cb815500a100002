import type { Command } from 'commander';
import { registerAgreementDiff } from './agreement-diff-command.js';
import { registerAgreementKeygen } from './agreement-keygen-command.js';
import { registerAgreementSign } from './agreement-sign-command.js';
import { registerAgreementVerify } from './agreement-verify-command.js';

/** `interline agreement ...`: versions of an agreement compared, signed and verified. */
export function registerAgreement(program: Command): void {
  const group = program.command('agreement').description('compare, sign and verify versions of an agreement');
  registerAgreementDiff(group);
  registerAgreementKeygen(group);
  registerAgreementSign(group);
  registerAgreementVerify(group);
}
