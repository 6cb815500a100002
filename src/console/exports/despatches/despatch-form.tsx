import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import { RefusedError } from '../../../wire/http/call-route.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { useWords } from '../../words/use-words.js';
import {
  bodyOf,
  displayDespatch,
  EMPTY_DESPATCH,
  isTare,
  otherCountries,
  withBag,
  withoutBag,
  withoutItem,
  withTare,
  type DespatchDraft,
  type DraftBag,
} from './despatch-draft.js';
import { DespatchLane } from './despatch-lane.js';
import { faultText } from '../form/faults.js';
import { PackPanel } from './pack-panel.js';
import { countryName } from '../tables/tables.js';
import { TextField } from '../../widgets/text-field.js';
import { useDespatchDraft } from './use-despatch-draft.js';

type Change = (update: (before: DespatchDraft) => DespatchDraft) => void;

/** A despatch that is made: where to, by which class, and parcels scanned or typed into bags; closed, it is despatched. */
export function DespatchForm(): JSX.Element {
  const { t } = useWords();
  const { draft, change } = useDespatchDraft();
  const [isAsking, setAsking] = useState(false);
  const body = bodyOf(draft);
  const others = otherCountries(draft);
  const { locale } = useWords();
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports/despatches">{t('exports.despatch.back')}</a>
      </p>
      <PageHead title={t('exports.despatch.new')} lede={t('exports.despatch.newLede')} />
      <div class="stack">
        <DespatchLane draft={draft} change={change} />
        <PackPanel draft={draft} change={change} />
        <section class="card" aria-labelledby="despatch-bags">
          <h2 id="despatch-bags">{t('exports.despatch.showBags')}</h2>
          {draft.bags.map((bag, index) => (
            <BagCard key={bag.bag} bag={bag} number={index + 1} draft={draft} change={change} />
          ))}
          <button type="button" class="button" onClick={() => change(withBag)}>
            <Icon name="plus" size={16} />
            {t('exports.despatch.addBag')}
          </button>
        </section>
        {others.length === 0 ? null : (
          <p class="note">
            {t('exports.despatch.otherCountries', {
              countries: others.map((country) => countryName(locale, country)).join(', '),
              office: draft.destination,
            })}
          </p>
        )}
        <div>
          <button
            type="button"
            class="button button-main"
            disabled={body === undefined}
            onClick={() => setAsking(true)}
          >
            <Icon name="check" size={16} />
            {t('exports.despatch.close')}
          </button>
          {body === undefined ? <p class="fine">{t('exports.despatch.notYet')}</p> : null}
        </div>
      </div>
      <CloseDialog draft={draft} change={change} isOpen={isAsking} onClose={() => setAsking(false)} />
    </div>
  );
}

/** One bag: whether it is filled next, what it weighs empty, and what lies in it. */
function BagCard(props: {
  readonly bag: DraftBag;
  readonly number: number;
  readonly draft: DespatchDraft;
  readonly change: Change;
}): JSX.Element {
  const { t, locale } = useWords();
  const { bag, number, draft, change } = props;
  const { bag: key, items, tareG } = bag;
  return (
    <fieldset class="export-line">
      <legend>
        {t('exports.despatch.bag', { number })} · {t('exports.despatch.items', { count: items.length })}
      </legend>
      <div class="export-bag-head">
        <label class="check">
          <input
            type="radio"
            name="bag"
            checked={draft.current === key}
            onChange={() => change((before) => ({ ...before, current: key }))}
          />
          {t('exports.despatch.current')}
        </label>
        <TextField
          label={t('exports.despatch.tare')}
          isOptional
          inputMode="numeric"
          value={tareG}
          fault={isTare(tareG) ? undefined : t('exports.despatch.tareFault')}
          onChange={(text) => change((before) => withTare(before, key, text.trim()))}
        />
        <button type="button" class="button button-bad" onClick={() => change((before) => withoutBag(before, key))}>
          {t('exports.despatch.removeBag', { number })}
        </button>
      </div>
      {items.length === 0 ? <p class="fine">{t('exports.despatch.empty')}</p> : null}
      <ul class="export-packed">
        {items.toReversed().map(({ item, country }) => (
          <li key={item}>
            <span class="mono">{displayTrackingNumber(item)}</span>
            <span class="fine">{countryName(locale, country)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('exports.despatch.takeOut', { item: displayTrackingNumber(item) })}
              onClick={() => change((before) => withoutItem(before, item))}
            >
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function CloseDialog(props: {
  readonly draft: DespatchDraft;
  readonly change: Change;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const { route } = useLocation();
  const tell = useToast();
  const acting = useAct();
  const { draft, change, isOpen, onClose } = props;
  const body = bodyOf(draft);
  const faults = acting.error instanceof RefusedError ? (acting.error.problem?.errors ?? []) : [];
  const itemOf = (id: string | undefined): string =>
    draft.bags.flatMap(({ items }) => items).find(({ exportId }) => exportId === id)?.item ?? '';
  const count = body?.bags.reduce((sum, { export_ids: ids }) => sum + ids.length, 0) ?? 0;
  const go = async (): Promise<void> => {
    if (body === undefined) return;
    let name = '';
    const isDone = await acting.act(async (client) => {
      name = (await client.closeDespatch({ body })).body.despatch;
    });
    if (!isDone) return;
    const { origin, destination, category, subclass } = draft;
    change(() => ({ ...EMPTY_DESPATCH, origin, destination, category, subclass }));
    tell({ tone: 'good', text: t('exports.despatch.closed', { name: displayDespatch(name) }) });
    route('/exports/despatches');
  };
  return (
    <ConfirmDialog
      title={t('exports.despatch.close')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('exports.despatch.close')}
      isFaultShown={faults.length > 0}
    >
      <p>
        {t('exports.despatch.closeMeans', {
          items: t('exports.despatch.items', { count }),
          bags: t('exports.despatch.bags', { count: body?.bags.length ?? 0 }),
          way: t('exports.despatch.way', { from: draft.origin, to: draft.destination }),
        })}
      </p>
      {faults.length === 0 ? null : (
        <ul role="alert">
          {faults.map((fault) => (
            <li key={`${fault.value ?? ''} ${fault.message}`}>
              <span class="mono">{displayTrackingNumber(itemOf(fault.value))}</span>{' '}
              <span class="fault-words">{faultText(fault, wording)}</span>
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
