import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useSession } from '../../app/session.js';
import { useClient } from '../../client/client-context.js';
import { Dialog } from '../../widgets/dialog.js';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import type { DockDevice } from '../device/dock-device.js';
import { dockPath } from '../dock-paths.js';
import type { DockState } from '../device/dock-state.js';
import { HandoverSheet } from './handover-sheet.js';
import { PrintLabels } from './print-labels.js';
import { countsOf, type ScanList, type Step } from '../scan/scan-list.js';
import { showPdf } from '../show-pdf.js';
import { useActing } from '../use-acting.js';

interface ActionsProps {
  readonly device: DockDevice;
  readonly state: DockState;
  readonly list: ScanList;
  readonly isArrival: boolean;
  readonly place: string;
}

/** What is done with a handover as a whole: advised, tendered, counted, printed. */
export function HandoverActions(props: ActionsProps): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { device, state, list, isArrival } = props;
  const client = useClient();
  const { isAsking, act } = useActing();
  const [asked, setAsked] = useState<'close' | 'all' | undefined>(undefined);
  const record = (step: Step): void => {
    setAsked(undefined);
    void device.record({ handoverId: list.id, step });
  };
  const print = async (): Promise<void> =>
    showPdf((await client.getManifestPdf({ params: { id: list.id } })).body, `${list.id}.pdf`);
  const isWriter = may('custody:write');
  return (
    <div class="dock-actions">
      {isWriter && isArrival && list.phase === 'receiving' ? (
        <button type="button" class="button button-main dock-big" onClick={() => setAsked('close')}>
          <Icon name="check" /> {t('docks.closeCount')}
        </button>
      ) : null}
      {isWriter && !isArrival && list.phase === 'draft' ? <DraftActions {...props} /> : null}
      {isWriter && !isArrival && list.phase === 'pre_advised' ? (
        <>
          {state.marks.size === 0 ? null : (
            <button
              type="button"
              class="button button-main dock-big"
              onClick={() => record(tenderOf(list, state.marks))}
            >
              {t('docks.tenderLoaded', { count: state.marks.size })}
            </button>
          )}
          <button type="button" class="button dock-big" onClick={() => setAsked('all')}>
            {t('docks.tenderAll')}
          </button>
        </>
      ) : null}
      <button type="button" class="button dock-big" disabled={isAsking || !state.isOnline} onClick={() => act(print)}>
        <Icon name="print" /> {t('docks.printManifest')}
      </button>
      <PrintLabels ids={list.pieces.ids} isOnline={state.isOnline} />
      {state.isOnline ? null : (
        <>
          <HandoverSheet list={list} />
          <p class="fine">{t('docks.printNeedsServer')}</p>
        </>
      )}
      <Sure asked={asked} waiting={countsOf(list).waiting} onClose={() => setAsked(undefined)} onSure={record} />
    </div>
  );
}

/** A draft is sent to the partner, also later, or thrown away, which needs the server. */
function DraftActions({ device, state, list, place }: ActionsProps): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const { route } = useLocation();
  const { isAsking, act } = useActing();
  const params = { id: list.id };
  const advise = (): void => void device.record({ handoverId: list.id, step: { kind: 'advise' } });
  const withdraw = async (): Promise<void> => {
    await client.withdrawManifest({ params });
    route(dockPath(place));
  };
  return (
    <>
      <button type="button" class="button button-main dock-big" onClick={advise}>
        <Icon name="upload" /> {t('docks.preAdvise')}
      </button>
      <button
        type="button"
        class="button dock-big"
        disabled={isAsking || !state.isOnline}
        onClick={() => act(withdraw)}
      >
        {t('docks.throwAway')}
      </button>
      {state.isOnline ? null : <p class="note">{t('docks.adviseLater')}</p>}
    </>
  );
}

/** Asks once more before what cannot be taken back easily. */
function Sure(props: {
  readonly asked: 'close' | 'all' | undefined;
  readonly waiting: number;
  readonly onClose: () => void;
  readonly onSure: (step: Step) => void;
}): JSX.Element {
  const { t } = useWords();
  const { asked, waiting, onClose, onSure } = props;
  const isTender = asked === 'all';
  const words = t(isTender ? 'docks.tenderAll' : 'docks.closeCount');
  return (
    <Dialog
      title={words}
      isOpen={asked !== undefined}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button dock-big" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button
            type="button"
            class="button button-main dock-big"
            onClick={() => onSure(isTender ? { kind: 'tender' } : { kind: 'count_closed' })}
          >
            {words}
          </button>
        </>
      }
    >
      <p>{isTender ? t('docks.tenderAllMore') : t('docks.closeCountMore', { count: waiting })}</p>
    </Dialog>
  );
}

/** A tender of what was loaded. */
function tenderOf({ containers, pieces }: ScanList, marks: ReadonlySet<string>): Step {
  return {
    kind: 'tender',
    pieces: pieces.tracking_numbers.filter((name) => marks.has(name)),
    containers: containers.ssccs.filter((name) => marks.has(name)),
  };
}
