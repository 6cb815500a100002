import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import { chainsText, verifyChains, type ChainsVerdict } from './backup-chains.js';
import { megabytes, refuseServer } from './backup-command.js';
import { addCommand, printResult } from '../command-line.js';
import { EXIT } from '../failures.js';

interface RestoreOptions {
  readonly database?: string;
  readonly json?: boolean;
}

/** `interline restore FILE DIR`: the embedded data of a workspace from a backup. */
export function registerRestore(program: Command): void {
  addCommand(program, 'restore', {
    description: 'make the embedded data of a workspace from a file that "interline backup" wrote',
    examples: ['restore india-2026-11-23.tar.gz india', 'restore backup.tar.gz india --database /srv/india'],
    notes:
      'Never writes over data: move the old folder away first. Every custody log that was restored is verified. A backup of an older version is brought up to date when\n' +
      '"interline serve" opens it.',
  })
    .argument('<file>', 'backup')
    .argument('<dir>', 'workspace folder')
    .option('--database <folder>', 'folder of the data (default: DIR/database)')
    .action(async (file: string, dir: string, { database = join(dir, 'database'), json }: RestoreOptions) => {
      const { hasEmbeddedDatabase, restoreFolder } = await import('../../store/embedded/backup.js');
      refuseServer();
      if (!existsSync(file)) throw inputError({ code: 'missing_file', file, message: 'there is no such backup' });
      if (hasEmbeddedDatabase(database)) {
        throw inputError({
          code: 'folder_not_empty',
          file: database,
          message: 'has a database already',
          suggestion: 'Move it away, or restore into another folder with --database.',
        });
      }
      const { fileCount, bytes } = await restoreFolder(file, database);
      const { EmbeddedThread } = await import('../../store/embedded/embedded-thread.js');
      const thread = await EmbeddedThread.open({ folder: database });
      let chains: ChainsVerdict;
      try {
        chains = await verifyChains(thread);
      } finally {
        await thread.close();
      }
      if (chains.faultyCount > 0) process.exitCode = EXIT.failed;
      const { faultyCount, ...told } = chains;
      printResult(
        json,
        { file, database, files: fileCount, bytes, custody: { ...told, faulty_count: faultyCount } },
        () => [`Restored ${database}: ${fileCount} files, ${megabytes(bytes)}.`, ...chainsText(chains)].join('\n'),
      );
    });
}
