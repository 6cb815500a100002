import type { Command } from 'commander';
import { InputError, type Fault } from '../../base/input-error.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { addCommand, printResult } from '../command-line.js';
import { describeFaults, EXIT } from '../failures.js';

/** `interline validate DIR`: every fault of a workspace, and what is in it. */
export function registerValidate(program: Command): void {
  addCommand(program, 'validate', {
    description: 'check a workspace: networks, agreement and shipments; prints every fault',
    examples: ['validate india', 'validate india --json'],
  })
    .argument('<dir>', 'workspace folder')
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const { faults, counts } = await check(dir);
      const valid = !faults.some(({ severity }) => severity === 'error');
      if (!valid) process.exitCode = EXIT.badInput;
      printResult(json, { valid, counts, faults }, () => describe(dir, faults, counts));
    });
}

/** How many of each thing a workspace holds. */
type Counts = Readonly<Record<string, number>>;

async function check(dir: string): Promise<{ faults: readonly Fault[]; counts: Counts | null }> {
  const faults: Fault[] = [];
  try {
    const { workspace, warnings, shipmentsFile } = await readWorkspace(dir);
    faults.push(...warnings);
    const read = await readShipments(shipmentsFile, workspace);
    faults.push(...read.warnings);
    const { network, agreement, parties } = workspace;
    const counts = {
      parties: parties.length,
      facilities: network.facilities.count,
      trips: network.trips.count,
      calls: network.calls.count,
      interchanges: agreement?.interchanges.length ?? 0,
      postalCodes: network.postalCodes.length,
      shipments: read.shipments.count,
    };
    return { faults, counts };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { faults: [...faults, ...error.faults], counts: null };
  }
}

function describe(dir: string, faults: readonly Fault[], counts: Counts | null): string {
  const found = faults.length === 0 ? `${dir}: no faults\n` : describeFaults(faults);
  if (counts === null) return found.trimEnd();
  const number = (count: number): string => count.toLocaleString('en');
  const lines = Object.entries(counts).map(
    ([what, count]) => `  ${wordsOf(what).padEnd(14)} ${number(count).padStart(12)}`,
  );
  return `${found}\n${lines.join('\n')}`;
}

/** `postal codes` of `postalCodes`. */
function wordsOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
