import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useClient } from '../client/client-context.js';
import { Badge } from '../widgets/badge.js';
import { Icon } from '../widgets/icon.js';
import { PageHead } from '../widgets/page-head.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import type { DockViewProps } from './day-view.js';
import { dockPath } from './dock-paths.js';
import { showPdf } from './show-pdf.js';
import { TypedCode } from './typed-code.js';
import { useActing } from './use-acting.js';
import { useBag, type BagDone, type WireBag } from './use-bag.js';
import { useScanKeys } from './use-scan-keys.js';

/** One bag or cage: scanned into, closed, sealed, labelled. */
export function BagView({ place, id }: Pick<DockViewProps, 'place'> & { readonly id: string }): JSX.Element {
  const { t, formats } = useWords();
  const { may } = useSession();
  const { answered, last, act, scan } = useBag(id);
  const { value } = answered;
  const isWriter = may('custody:write') && value !== undefined && value.manifest_id === null;
  useScanKeys(isWriter && value.status !== 'sealed', scan);
  return (
    <>
      <a class="dock-back" href={dockPath(place, 'bags')}>
        <Icon name="back" /> {t('docks.backToBags')}
      </a>
      <Shown answered={answered}>
        {(bag) => (
          <>
            <PageHead
              title={bag.sscc}
              lede={
                <>
                  {t(`docks.kind.${bag.kind}`)} · {bag.opens_at}{' '}
                  <Badge tone={bag.status === 'open' ? 'late' : 'good'}>{t(`docks.bag.${bag.status}`)}</Badge>
                </>
              }
            />
            <LastDone bag={bag} last={last} />
            <p>
              <strong>{t('docks.pieces', { count: bag.pieces.length })}</strong> · {formats.weight(bag.weight_g)}
              {bag.seal === null ? '' : ` · ${t('docks.seal', { seal: bag.seal })}`}
            </p>
            <BagActions bag={bag} isWriter={isWriter} act={act} scan={scan} />
          </>
        )}
      </Shown>
    </>
  );
}

function LastDone({ bag, last }: { readonly bag: WireBag; readonly last: BagDone | undefined }): JSX.Element {
  const { t } = useWords();
  if (last === undefined) {
    const words = { open: 'docks.scanInto', closed: 'docks.scanSeal', sealed: 'docks.bag.sealed' } as const;
    return (
      <section class="dock-last dock-last-none" aria-live="assertive">
        <Icon name="dock" size={44} />
        <p class="dock-word">{t(words[bag.status])}</p>
      </section>
    );
  }
  const { name, fault } = last;
  return (
    <section class={`dock-last dock-last-${fault === undefined ? 'good' : 'bad'}`} aria-live="assertive">
      <Icon name={fault === undefined ? 'check' : 'warning'} size={44} />
      <p class="dock-word">{fault ?? t('docks.done')}</p>
      <p class="dock-name mono">{name}</p>
    </section>
  );
}

function BagActions(
  props: { readonly bag: WireBag; readonly isWriter: boolean } & Pick<ReturnType<typeof useBag>, 'act' | 'scan'>,
): JSX.Element {
  const { t } = useWords();
  const { bag, isWriter, act, scan } = props;
  const { id, sscc, status } = bag;
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
      <button type="button" class="button dock-big" disabled={isAsking} onClick={() => ask(print)}>
        <Icon name="print" /> {t('docks.printLabel')}
      </button>
    </div>
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
