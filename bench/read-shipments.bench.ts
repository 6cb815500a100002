import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NONE } from '#interline/base/none.js';
import { Prng } from '#interline/base/prng.js';
import type { Workspace } from '#interline/domain/workspace.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import {
  openShipmentsWriter,
  type ShipmentBatch,
  type ShipmentLists,
} from '#interline/feed/shipments/shipments-writer.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import type { Bench } from './bench.js';

const SHIPMENTS = 1_000_000;
const BATCH = 50_000;

export const bench: Bench = {
  name: 'read-shipments',
  about: '1,000,000 synthetic shipments from Parquet and from CSV',
  async run(context) {
    const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
    const folder = mkdtempSync(join(tmpdir(), 'interline-bench-'));
    try {
      const { workspace } = await readWorkspace(dir);
      for (const { name, goalMs } of [
        { name: 'parquet', goalMs: 2000 },
        { name: 'csv', goalMs: 5000 },
      ]) {
        // prettier-ignore
        const file = join(folder, `shipments.${name}`);
        await writeShipments(file, workspace);
        const read = () => readShipments(file, workspace);
        const { result } = await context.measure(`read 1M shipments from ${name}`, read, { goalMs });
        context.check(result.shipments.count === SHIPMENTS, `${result.shipments.count} shipments were read`);
      }
    } finally {
      rmSync(folder, { recursive: true });
      remove();
    }
  },
};

async function writeShipments(file: string, workspace: Workspace): Promise<void> {
  const lists: ShipmentLists = {
    calendar: workspace.calendar,
    minorPerMajor: workspace.minorPerMajor,
    parties: ['ats'],
    products: ['standard', 'express'],
    origins: ['FC-DEL', 'SC-DEL', 'SC-BOM'],
    postalCodes: ['400072', '400076', '400001'],
  };
  const writer = await openShipmentsWriter(file, lists);
  const random = new Prng(1);
  for (let first = 0; first < SHIPMENTS; first += BATCH) await writer.write(batchFrom(first, random));
  await writer.close();
}

function batchFrom(first: number, random: Prng): ShipmentBatch {
  const column = (below: number): number[] => Array.from({ length: BATCH }, () => random.below(below));
  return {
    count: BATCH,
    id: (row) => `SYN${String(first + row).padStart(9, '0')}`,
    party: new Uint8Array(BATCH),
    product: Uint8Array.from(column(2)),
    origin: Uint32Array.from(column(3)),
    readySec: Int32Array.from(column(2), (wave) => (18 + 4 * wave) * 3600),
    destination: Uint32Array.from(column(3)),
    weightG: Uint32Array.from(column(5000), (g) => g + 50),
    volumeMl: Uint32Array.from(column(20_000), (ml) => ml + 200),
    longestSideCm: new Uint16Array(BATCH),
    value: Uint32Array.from(column(500_000)),
    codAmount: Uint32Array.from(column(2), (cod) => cod * 79_900),
    goods: Uint16Array.from(column(16), (goods) => (goods === 0 ? 1 : 0)),
    promisedSec: new Int32Array(BATCH).fill(NONE),
  };
}
