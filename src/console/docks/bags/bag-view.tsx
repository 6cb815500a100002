import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useClient } from '../../client/client-context.js';
import { Badge } from '../../widgets/badge.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { DockViewProps } from '../day-view.js';
import { dockPath } from '../dock-paths.js';
import { showPdf } from '../show-pdf.js';
import { TypedCode } from '../scan/typed-code.js';
import { useActing } from '../use-acting.js';
import type { KnownBag } from './bag-state.js';
import { PrintSheet } from '../handover/print-sheet.js';
import { PrintLabels } from '../handover/print-labels.js';
import { useBag, type BagDone } from './use-bag.js';
import { useScanKeys } from '../scan/use-scan-keys.js';

/** One bag or cage: scanned into, closed, sealed, labelled. */
export function BagView(props: DockViewProps & { readonly id: string }): JSX.Element {
  const { state, place, id } = props;
  const { t, formats } = useWords();
  const { may } = useSession();
  const { answered, shown, last, act, scan } = useBag(props, id);
  const isWriter = may('custody:write') && shown !== undefined && shown.bag.manifest_id === null;
  useScanKeys(isWriter && shown.status !== 'sealed', scan);
  return (
    <>
      <a class="dock-back" href={dockPath(place, 'bags')}>
        <Icon name="back" /> {t('docks.backToBags')}
      </a>
      <Shown answered={answered}>
        {(known) => {
          const { bag, status, seal, waiting } = shown ?? { bag: known, ...known, waiting: [] };
          return (
            <>
              <PageHead
                title={bag.sscc}
                lede={
                  <>
                    {t(`docks.kind.${bag.kind}`)} · {bag.opens_at}{' '}
                    <Badge tone={status === 'open' ? 'late' : 'good'}>{t(`docks.bag.${status}`)}</Badge>
                  </>
                }
              />
              <LastDone status={status} last={last} />
              <p>
                <strong>{t('docks.pieces', { count: bag.pieces.length })}</strong> · {formats.weight(bag.weight_g)}
                {seal === null ? '' : ` · ${t('docks.seal', { seal })}`}
                {waiting.length === 0 ? '' : ` · ${t('docks.bagWaiting', { count: waiting.length })}`}
              </p>
              <BagActions
                bag={bag}
                waiting={waiting}
                status={status}
                isOnline={state.isOnline}
                isWriter={isWriter}
                act={act}
                scan={scan}
              />
            </>
          );
        }}
      </Shown>
    </>
  );
}

function LastDone(props: { readonly status: KnownBag['status']; readonly last: BagDone | undefined }): JSX.Element {
  const { status, last } = props;
  const { t } = useWords();
  if (last === undefined) {
    const words = { open: 'docks.scanInto', closed: 'docks.scanSeal', sealed: 'docks.bag.sealed' } as const;
    return (
      <section class="dock-last dock-last-none" aria-live="assertive">
        <Icon name="dock" size={44} />
        <p class="dock-word">{t(words[status])}</p>
      </section>
    );
  }
  const { name, fault } = last;
  return (
    <section class={`dock-last dock-last-${fault === undefined ? 'good' : 'bad'}`} aria-live="assertive">
      <Icon name={fault === undefined ? 'check' : 'warning'} size={44} />
      <p class="dock-word">{t(fault === undefined ? 'docks.done' : 'docks.notTaken')}</p>
      <p class="dock-name mono">{name}</p>
      {fault === undefined ? null : <p class="dock-why">{fault}</p>}
    </section>
  );
}

function BagActions(
  props: {
    readonly bag: KnownBag;
    readonly waiting: readonly string[];
    readonly status: KnownBag['status'];
    readonly isOnline: boolean;
    readonly isWriter: boolean;
  } & Pick<ReturnType<typeof useBag>, 'act' | 'scan'>,
): JSX.Element {
  const { t } = useWords();
  const { bag, waiting, status, isOnline, isWriter, act, scan } = props;
  const { id, sscc, pieces } = bag;
  const client = useClient();
  const { isAsking, act: ask } = useActing();
  const print = async (): Promise<void> =>
    showPdf((await client.getContainerLabelPdf({ params: { id } })).body, `${sscc}.pdf`);
  return (
    <div class="dock-actions">
      {isWriter && status === 'open' ? (
        <>
          <TypedCode onCode={scan} />
          <button
            type="button"
            class="button button-main dock-big"
            onClick={() => act({ kind: 'close', container: id }, sscc)}
          >
            {t('docks.closeBag')}
          </button>
        </>
      ) : null}
      {isWriter && status === 'closed' ? (
        <SealField onSeal={(seal) => act({ kind: 'seal', container: id, seal }, seal)} />
      ) : null}
      {isWriter && status !== 'open' ? (
        <button type="button" class="button dock-big" onClick={() => act({ kind: 'open', container: id }, sscc)}>
          {t('docks.openBag')}
        </button>
      ) : null}
      <button
        type="button"
        class="button dock-big"
        disabled={isAsking || !isOnline || id === sscc}
        onClick={() => ask(print)}
      >
        <Icon name="print" /> {t('docks.printLabel')}
      </button>
      <PrintLabels ids={pieces.map((piece) => piece.id)} isOnline={isOnline} />
      {isOnline ? null : (
        <>
          <BagSheet bag={bag} waiting={waiting} />
          <p class="fine">{t('docks.printNeedsServer')}</p>
        </>
      )}
    </div>
  );
}

/** What is known of a bag, for the paper that goes with it until its label is printed. */
function BagSheet({ bag, waiting }: { readonly bag: KnownBag; readonly waiting: readonly string[] }): JSX.Element {
  const { t } = useWords();
  return (
    <PrintSheet title={bag.sscc}>
      {() => (
        <>
          <p class="dock-sheet-large">
            {t(`docks.kind.${bag.kind}`)} · {bag.opens_at}
          </p>
          <p>{[...bag.pieces.map((piece) => piece.id), ...waiting].join(', ')}</p>
        </>
      )}
    </PrintSheet>
  );
}

/** A seal whose number is typed. */
function SealField({ onSeal }: { readonly onSeal: (seal: string) => void }): JSX.Element {
  const { t } = useWords();
  const seal = useRef<HTMLInputElement>(null);
  return (
    <form
      class="dock-typed"
      onSubmit={(event) => {
        event.preventDefault();
        const text = seal.current?.value.trim() ?? '';
        if (text !== '') onSeal(text);
      }}
    >
      <label>
        <span class="hidden">{t('docks.sealNumber')}</span>
        <input ref={seal} class="dock-big" placeholder={t('docks.sealNumber')} autocomplete="off" />
      </label>
      <button type="submit" class="button button-main dock-big">
        {t('docks.sealBag')}
      </button>
    </form>
  );
}
