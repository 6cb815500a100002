import type { Workspace } from '../../domain/workspace.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { readAgreement } from '../../feed/agreement/read-agreement.js';
import { OriginDeliveries } from '../../planner/promise/origin-deliveries.js';
import { promiseDesk, type PromiseDesk } from '../../planner/promise/promise-desk.js';
import type { Store } from '../../store/database/store.js';
import { textInForce } from '../agreements/version-in-force.js';
import type { ReferenceData } from '../reference-data.js';
import { KeptAnswers } from './kept-answers.js';

/** A version of the agreement that comes into force is used so much later at most. */
const FRESH_MS = 10_000;

/** The timetable as one version of the agreement opens it, and what was asked of it before. */
export interface OpenDesk {
  readonly workspace: Workspace;
  readonly desk: PromiseDesk;
  readonly origins: OriginDeliveries;
  readonly answers: KeptAnswers;
  /** Version in force; undefined when carriers carry alone. */
  readonly version: { readonly id: string; readonly agreement: string; readonly version: number } | undefined;
}

/**
 * Holds the timetable compiled for promises, once for the whole server: under the version of the workspace's agreement that all
 * parties signed and that is in force, or for each carrier alone when there is none. Compiling takes about a second
 * for a nation's offices: before the server listens, and again when another version comes into force.
 */
export class QuoteDesk {
  private current: { readonly id: string | undefined; readonly open: OpenDesk } | undefined;
  private checkedMs = Number.NEGATIVE_INFINITY;
  private checking: Promise<OpenDesk> | undefined;

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceData,
  ) {}

  /** The desk for what is asked now. */
  async at(now: Date): Promise<OpenDesk> {
    if (this.current !== undefined && now.getTime() - this.checkedMs < FRESH_MS) return this.current.open;
    this.checking ??= this.refresh(now).finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async refresh(now: Date): Promise<OpenDesk> {
    const { workspace, parties, dayOf } = this.reference;
    const known = this.current?.id;
    const found =
      workspace.agreement === undefined
        ? undefined
        : await textInForce(this.store, {
            partyCodes: workspace.agreement.parties.map((party) => parties[party]?.code ?? ''),
            day: dayOf(now),
            knownId: known,
          });
    this.checkedMs = now.getTime();
    if (this.current === undefined || found?.id !== known) {
      this.current = { id: found?.id, open: this.openUnder(found) };
    }
    return this.current.open;
  }

  private openUnder(found: { readonly id: string; readonly text: string | undefined } | undefined): OpenDesk {
    const { workspace: whole, agreementContext } = this.reference;
    const faults = new FaultList();
    const source = { text: found?.text ?? '', file: 'agreement.yaml', faults };
    const agreement = found?.text === undefined ? undefined : readAgreement(agreementContext, source);
    const workspace: Workspace = { ...whole, agreement };
    const desk = promiseDesk(workspace);
    return {
      workspace,
      desk,
      origins: new OriginDeliveries(desk.access),
      answers: new KeptAnswers(),
      version:
        found === undefined || agreement === undefined
          ? undefined
          : { id: found.id, agreement: agreement.id, version: agreement.version },
    };
  }
}
