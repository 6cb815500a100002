import { join } from 'node:path';
import type { Command } from 'commander';
import type { GainShares } from '../../domain/gain-shares.js';
import { shareGain } from '../../explore/sharing/share-gain.js';
import { readCertificate } from '../../feed/plan/certificate.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { renderSharing } from '../../report/sharing/render-sharing.js';
import { sharingText } from '../../report/sharing/sharing-text.js';
import { addCommand, fraction, positiveNumber, printResult, wholeNumber } from '../command-line.js';
import { listenForInterruption } from '../planning/interruption.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { CERTIFICATE_FILE } from '../planning/plan-files.js';
import { ProgressLine } from '../progress-line.js';
import { writePage } from '../write-page.js';

interface ShareOptions {
  readonly out?: string;
  readonly certificate?: string;
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly orders: number;
  readonly json?: boolean;
}

/** `interline share DIR PLAN`: what a joint plan saves, and how every rule shares it. */
export function registerShare(program: Command): void {
  addCommand(program, 'share', {
    description: 'share what a joint plan saves: six rules side by side, by party, lane and interchange',
    examples: ['share india india/plan', 'share india india/plan --gap 0.05% --json'],
  })
    .argument('<dir>', 'workspace folder')
    .argument('<plan>', 'plan folder, as "interline plan" writes it')
    .option('--out <dir>', 'folder for the page and its figures (default: the plan folder)')
    .option('--certificate <file>', `prices that prove the bound (default: ${CERTIFICATE_FILE} in the plan folder)`)
    .option('--gap <fraction>', 'plan each party alone until cost and bound are this close', fraction, 0.001)
    .option('--seconds <number>', 'time to search, for all plans of parties without the others', positiveNumber, 60)
    .option('--threads <number>', 'threads to search with', wholeNumber(1, 64), 2)
    .option(
      '--orders <pairs>',
      'with more than five parties, pairs of joining orders to sample',
      wholeNumber(2, 10_000),
      8,
    )
    .action(async (dir: string, folder: string, options: ShareOptions) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir);
      const plan = await readPlan(folder, workspace, shipments);
      const certificate = readCertificate(options.certificate ?? join(folder, CERTIFICATE_FILE));
      const gains = await withProgress(options, (progress) =>
        shareGain(workspace, shipments, { plan, certificate }, { ...options, orderPairs: options.orders, ...progress }),
      );
      const out = options.out ?? folder;
      writePage(out, 'sharing.html', renderSharing(gains, workspace.notes), gains);
      printResult(options.json, gains, () => `${sharingText(gains)}\nWritten to ${join(out, 'sharing.html')}.`);
    });
}

type Progress = Pick<Parameters<typeof shareGain>[3], 'signal' | 'onProgress'>;

async function withProgress(
  { seconds }: ShareOptions,
  work: (progress: Progress) => Promise<GainShares>,
): Promise<GainShares> {
  const line = new ProgressLine(process.stderr);
  const interruption = listenForInterruption(() => line.show('Sharing by the best plans so far ...'));
  try {
    return await work({
      signal: interruption.signal,
      onProgress: ({ members, done, count }) =>
        line.show(
          `Planning ${members.join(' and ')} without the others, ${done + 1} of ${count}, ${seconds} s in all ...`,
        ),
    });
  } finally {
    interruption.release();
    line.end();
  }
}
