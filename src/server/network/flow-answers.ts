import { brotliDecompressSync } from 'node:zlib';
import type { Workspace } from '../../domain/workspace.js';
import { findPlanFile } from '../../store/plans/plan-files.js';
import type { PlanRow } from '../../store/plans/plans.js';
import type { Tx } from '../../store/database/store.js';
import { headerOf, withHeader } from '../../wire/http/columns.js';
import type { FlowHeader } from '../../wire/network/network-flows.js';
import { PreparedBytes } from '../http/serve-operation.js';
import { FLOWS_FILE } from '../plans/planning-work.js';
import { packNoFlows } from './flow-columns.js';
import { compressed } from './pack-places.js';
import { signatureOf } from './signature.js';

/** So many answers are kept: for each party, the newest plan and some that it is compared with. */
const KEPT_MAX = 12;

interface Asked {
  readonly workspace: Workspace;
  readonly plan: PlanRow | undefined;
  readonly party: number;
  readonly partyId: string;
}

/** Flows of plans as they are sent, made once. */
export class FlowAnswers {
  private readonly kept = new Map<string, { readonly workspace: Workspace; readonly answer: PreparedBytes }>();

  /** What a party may see of a plan; only the timetable's outline where no plan tells of loads. */
  async of(tx: Tx, asked: Asked): Promise<PreparedBytes> {
    const { workspace, plan, partyId } = asked;
    const key = `${partyId} ${plan?.id ?? ''}`;
    const known = this.kept.get(key);
    if (known?.workspace === workspace) return known.answer;
    const answer = new PreparedBytes(compressed(await readFlows(tx, asked)));
    this.kept.delete(key);
    this.kept.set(key, { workspace, answer });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT_MAX) break;
      this.kept.delete(oldest);
    }
    return answer;
  }
}

async function readFlows(tx: Tx, { workspace, plan, party, partyId }: Asked): Promise<Uint8Array> {
  const file = plan === undefined ? undefined : await findPlanFile(tx, { planId: plan.id, partyId }, FLOWS_FILE);
  if (plan === undefined || file === undefined) return packNoFlows(workspace, party);
  const packed = brotliDecompressSync(file);
  const header = headerOf(packed) as FlowHeader;
  if (header.signature !== signatureOf(workspace)) return packNoFlows(workspace, party);
  return withHeader(packed, { ...header, plan: { id: plan.id, created_at: plan.created_at.toISOString() } });
}
