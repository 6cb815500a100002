import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCoverageFolder } from '#interline/cli/coverage/write-coverage-folder.js';
import type { Coverage } from '#interline/domain/coverage.js';
import { measureCoverage, WITHIN_DAYS } from '#interline/explore/coverage/measure-coverage.js';
import { usualPostingSec } from '#interline/explore/coverage/origins.js';
import { readPostalAreas } from '#interline/feed/read-postal-areas.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import { promiseDesk } from '#interline/planner/promise/promise-desk.js';
import { standardTable } from '#interline/planner/promise/promise-table.js';
import type { Bench } from './bench.js';
import { indiaFolder } from './india-folder.js';

export const bench: Bench = {
  name: 'coverage',
  about: 'days to every postal code and office of the India example by every way, and the page about them',
  async run(context) {
    const dir = await indiaFolder(150_000, 1);
    const out = await mkdtemp(join(tmpdir(), 'interline-bench-'));
    try {
      const { workspace, shipmentsFile } = await readWorkspace(dir);
      const { shipments } = await readShipments(shipmentsFile, workspace);
      const { areas } = readPostalAreas(join(dir, 'postal_codes.csv'), workspace.network);
      const parcel = { ...standardTable(workspace), postedSec: usualPostingSec(workspace, shipments) };
      const request = { parcel, origins: 'shipments', share: 0.5, withinDays: WITHIN_DAYS } as const;
      const coverage = () => measureCoverage(promiseDesk(workspace), request, { shipments, areas });
      const page = await context.measure(
        'from an opened workspace to page, figures and tables',
        () => {
          const measured = coverage();
          writeCoverageFolder(out, workspace, measured);
          return measured.coverage;
        },
        { runs: 3, goalMs: 5000 },
      );
      check(page.result, (holds, message) => context.check(holds, message));
      const desk = promiseDesk(workspace);
      await context.measure(
        'days to every postal code and office, timetable laid out',
        () => measureCoverage(desk, request, { shipments, areas }),
        { runs: 3 },
      );
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  },
};

function check({ all, senders }: Coverage, holds: (condition: boolean, message: string) => void): void {
  holds(all.offices === 165_627 && all.postalCodes === 19_586, 'not every office and postal code was measured');
  const [better, joint] = all.byOffices.slice(-2);
  holds(joint.meanDays <= better.meanDays && joint.served >= better.served, 'jointly is later than alone');
  holds(
    senders.every(({ alone, together }) => together.meanDays <= alone.meanDays),
    'a carrier is slower with its partner',
  );
}
