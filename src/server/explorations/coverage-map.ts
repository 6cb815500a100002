import type { CoverageWay } from '../../domain/coverage.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MeasuredCoverage } from '../../explore/coverage/measure-coverage.js';
import { NO_OFFICE, type CoverageMap } from '../../wire/explorations/exploration-results.js';
import { signatureOf } from '../network/signature.js';

/** Days to every office before and after, by facility. O(facilities). */
export function coverageMapOf(workspace: Workspace, { coverage, offices, office }: MeasuredCoverage): CoverageMap {
  const { count } = workspace.network.facilities;
  const bytesOf = (kind: CoverageWay['kind']): string => {
    const days = offices.days[coverage.ways.findIndex((way) => way.kind === kind)];
    const bytes = Buffer.alloc(count, NO_OFFICE);
    office.forEach((facility, row) => (bytes[facility] = days[row]));
    return bytes.toString('base64');
  };
  return { signature: signatureOf(workspace), count, apart: bytesOf('better_alone'), joint: bytesOf('joint') };
}
