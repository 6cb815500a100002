import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import { addCommand, printResult } from '../command-line.js';

interface BackupOptions {
  readonly out: string;
  readonly database?: string;
  readonly json?: boolean;
}

/** `interline backup DIR --out FILE`: the embedded data of a workspace as one file. */
export function registerBackup(program: Command): void {
  addCommand(program, 'backup', {
    description: 'write the embedded data of a workspace into one file, while no server runs on it',
    examples: ['backup india --out india-2026-11-23.tar.gz', 'backup india --database /srv/india --out backup.tar.gz'],
    notes:
      'The file is there whole or not at all. "interline restore" makes the data of it again. Data on a PostgreSQL\n' +
      'server is backed up by that server, for example with pg_dump; docs/backup.md says how.',
  })
    .argument('<dir>', 'workspace folder')
    .requiredOption('--out <file>', 'file to write')
    .option('--database <folder>', 'folder of the data (default: DIR/database)')
    .action(async (dir: string, { out, database = join(dir, 'database'), json }: BackupOptions) => {
      const { backUpFolder, hasEmbeddedDatabase } = await import('../../store/embedded/backup.js');
      refuseServer();
      if (!hasEmbeddedDatabase(database)) {
        throw inputError({
          code: 'missing_file',
          file: database,
          message: 'there is no embedded database',
          suggestion: 'Name its folder with --database, or start "interline serve" once.',
        });
      }
      if (existsSync(out)) {
        throw inputError({ code: 'file_exists', file: out, message: 'is there already', allowed: 'a new file' });
      }
      const { fileCount, bytes } = await backUpFolder(database, out);
      printResult(json, { database, out, files: fileCount, bytes }, () =>
        [`Wrote ${out}: ${fileCount} files, ${megabytes(bytes)} before packing.`].join('\n'),
      );
    });
}

/** The embedded data is not what a server with `DATABASE_URL` works on. */
export function refuseServer(): void {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') return;
  throw inputError({
    code: 'server_database',
    file: 'DATABASE_URL',
    message: 'names a PostgreSQL server, which has backups of its own',
    suggestion: 'Use pg_dump and pg_restore, or unset DATABASE_URL for the embedded data.',
  });
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
