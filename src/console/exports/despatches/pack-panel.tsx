import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { parseS10 } from '../../../standards/s10/item-identifier.js';
import { compactNumber, displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import { useClient } from '../../client/client-context.js';
import { useAnswer } from '../../client/use-answer.js';
import { CameraPanel } from '../../widgets/camera-panel.js';
import { feel } from '../../widgets/feedback.js';
import { Badge } from '../../widgets/badge.js';
import { faultWords } from '../../widgets/fault-words.js';
import { Field } from '../../widgets/field.js';
import { Icon } from '../../widgets/icon.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { BAG_ITEMS_MAX, bagOf, withItem, type DespatchDraft } from './despatch-draft.js';
import { countryName, type Tables } from '../tables/tables.js';
import { useTables } from '../tables/use-tables.js';
import type { Export } from '../wire-types.js';

interface PackProps {
  readonly draft: DespatchDraft;
  readonly change: (update: (before: DespatchDraft) => DespatchDraft) => void;
  readonly tables: Tables;
}

/** What is heard, since whoever packs looks at the bag. */
const SOUNDS = { good: 'good', late: 'duplicate', bad: 'wrong' } as const;

/** What came of a scan. */
interface Told {
  readonly tone: 'good' | 'late' | 'bad';
  readonly text: string;
}

/** Puts parcels into the bag that is filled: by a scanner, by keys, or from the list of what may leave. */
export function PackPanel(props: Omit<PackProps, 'tables'>): JSX.Element {
  const known = useTables();
  return (
    <Shown answered={known} lines={4}>
      {(tables) => <Packing {...props} tables={tables} />}
    </Shown>
  );
}

function Packing(props: PackProps): JSX.Element {
  const { t } = useWords();
  const { told, scan, pack } = usePacking(props);
  const input = useRef<HTMLInputElement>(null);
  const [hasCamera, setCamera] = useState(false);
  return (
    <section class="card stack" aria-labelledby="despatch-pack">
      <h2 id="despatch-pack">{t('exports.despatch.pack')}</h2>
      <form
        class="export-scan"
        onSubmit={(event) => {
          event.preventDefault();
          const text = input.current?.value.trim() ?? '';
          if (text === '' || input.current === null) return;
          input.current.value = '';
          input.current.focus();
          void scan(text);
        }}
      >
        <Field label={t('exports.despatch.scan')} hint={t('exports.despatch.scanHint')}>
          {(tied) => (
            <input
              {...tied}
              ref={input}
              class="mono"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
            />
          )}
        </Field>
        <button type="submit" class="button button-main">
          <Icon name="plus" size={16} />
          {t('exports.despatch.put')}
        </button>
        <button type="button" class="button" aria-pressed={hasCamera} onClick={() => setCamera(!hasCamera)}>
          <Icon name="camera" size={16} />
          {t(hasCamera ? 'docks.camera.close' : 'docks.camera.open')}
        </button>
      </form>
      {hasCamera ? (
        <div class="export-camera">
          <CameraPanel onCode={(text) => void scan(text)} />
        </div>
      ) : null}
      <p role="status" class="export-told">
        {told === undefined ? null : <Badge tone={told.tone}>{told.text}</Badge>}
      </p>
      <Ready draft={props.draft} pack={pack} />
    </section>
  );
}

/** Judges what was scanned; scans are judged one after the other, in their order. */
function usePacking({ draft, change, tables }: PackProps) {
  const { t, tCode } = useWords();
  const client = useClient();
  const [told, setShown] = useState<Told>();
  const setTold = (what: Told): void => {
    feel(SOUNDS[what.tone]);
    setShown(what);
  };
  const latest = useRef(draft);
  latest.current = draft;
  const underway = useRef(Promise.resolve());
  const pack = ({ id, item, country, service }: Export): void => {
    if (item === null) return;
    const before = latest.current;
    const number = bagOf(before, item);
    const name = displayTrackingNumber(item);
    if (number !== undefined) {
      setTold({ tone: 'late', text: t('exports.despatch.known', { item: name, number }) });
      return;
    }
    const bag = before.bags.findIndex((one) => one.bag === before.current) + 1;
    if ((before.bags[bag - 1]?.items.length ?? 0) >= BAG_ITEMS_MAX) {
      setTold({ tone: 'bad', text: t('exports.despatch.full', { number: bag }) });
      return;
    }
    const by = tables.services.find((one) => one.id === service);
    const after = withItem(withClass(before, by), { exportId: id, item, country: country ?? '' });
    latest.current = after;
    change(() => after);
    setTold({ tone: 'good', text: t('exports.despatch.added', { item: name, number: bag }) });
  };
  const judge = async (text: string): Promise<void> => {
    const read = parseS10(text);
    if (read.status === 'refused') {
      setTold({ tone: 'bad', text: t('exports.despatch.noItem', { text }) });
      return;
    }
    try {
      const query = { item: compactNumber(text), limit: 1 };
      const [found] = (await client.listExports({ query })).body.data;
      if (found === undefined) setTold({ tone: 'bad', text: t('exports.despatch.unknown', { text }) });
      else if (found.state === 'let_export') pack(found);
      else {
        const state = tCode('exports.state', found.state);
        setTold({ tone: 'bad', text: t('exports.despatch.notCleared', { item: displayTrackingNumber(text), state }) });
      }
    } catch (error) {
      setTold({ tone: 'bad', text: faultWords(error, t).more });
    }
  };
  const scan = (text: string): Promise<void> => {
    underway.current = underway.current.then(() => judge(text));
    return underway.current;
  };
  return { told, scan, pack };
}

/** The class of mail is that of the first parcel's service, until somebody says otherwise. */
function withClass(
  draft: DespatchDraft,
  service: { readonly mailCategory: string; readonly mailSubclass: string } | undefined,
): DespatchDraft {
  if (service === undefined) return draft;
  const { category, subclass } = draft;
  return {
    ...draft,
    category: category === '' ? service.mailCategory : category,
    subclass: subclass === '' ? service.mailSubclass : subclass,
  };
}

/** What may leave the country and lies in no bag yet. */
function Ready(props: { readonly draft: DespatchDraft; readonly pack: (one: Export) => void }): JSX.Element {
  const { t, locale } = useWords();
  const { draft, pack } = props;
  const ready = useAnswer(
    async (client, signal) =>
      (await client.listExports({ query: { state: 'let_export', limit: 200 }, signal })).body.data,
    ['let_export'],
  );
  return (
    <details>
      <summary>{t('exports.despatch.ready')}</summary>
      <Shown answered={ready} lines={4}>
        {(rows) => {
          const left = rows.filter(({ item }) => item !== null && bagOf(draft, item) === undefined);
          if (left.length === 0) return <p class="fine">{t('exports.despatch.readyNone')}</p>;
          return (
            <>
              <p>
                <button type="button" class="button" onClick={() => left.forEach(pack)}>
                  {t('exports.despatch.putAll', { count: left.length })}
                </button>
              </p>
              <ul class="export-packed">
                {left.map((one) => (
                  <li key={one.id}>
                    <span class="mono">{displayTrackingNumber(one.item ?? '')}</span>
                    <span class="fine">{one.country === null ? '' : countryName(locale, one.country)}</span>
                    <button
                      type="button"
                      class="icon-button"
                      aria-label={t('exports.despatch.putOne', { item: displayTrackingNumber(one.item ?? '') })}
                      onClick={() => pack(one)}
                    >
                      <Icon name="plus" size={16} />
                    </button>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Shown>
    </details>
  );
}
