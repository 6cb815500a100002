import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { readCode } from '../../../standards/scan/read-code.js';
import { RefusedError } from '../../../wire/http/call-route.js';
import { useToast } from '../../app/toasts.js';
import { useClient } from '../../client/client-context.js';
import { useAnswer } from '../../client/use-answer.js';
import { Dialog } from '../../widgets/dialog.js';
import { Field } from '../../widgets/field.js';
import { useWords } from '../../words/use-words.js';
import { bagsInHand, type ListedBag } from '../bags/bag-state.js';
import { dockPath } from '../dock-paths.js';
import type { DockDevice } from '../device/dock-device.js';
import type { DockHandover, KeptAct, WireDock } from '../device/dock-store.js';
import { randomText } from '../device/random-text.js';
import type { DraftedManifest } from '../scan/scan-list.js';
import { useActing } from '../use-acting.js';

interface DraftProps {
  readonly device: DockDevice;
  readonly dock: WireDock;
  /** A tender of the plan; undefined for one that no plan has. */
  readonly row: DockHandover | undefined;
  readonly onClose: () => void;
}

/** Drafts a manifest: of what the plan tenders, or of closed bags. */
export function DraftDialog(props: DraftProps): JSX.Element {
  const { t, formats } = useWords();
  const { row, onClose } = props;
  const draft = useDraft(props);
  return (
    <Dialog
      title={t('docks.newManifest')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button
            type="button"
            class="button button-main"
            disabled={draft.isAsking || draft.meeting === undefined}
            onClick={draft.make}
          >
            {t('docks.makeManifest')}
          </button>
        </>
      }
    >
      {draft.given.length === 0 ? <p>{t('docks.givesNothing')}</p> : null}
      {row === undefined ? (
        <MeetingField draft={draft} />
      ) : (
        <>
          <p>
            {row.interchange} · {formats.instant(row.tender_at)} ·{' '}
            {t('docks.plannedPieces', { count: row.pieces.total })}
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={draft.isPlanned}
              onChange={({ currentTarget }) => draft.setPlanned(currentTarget.checked)}
            />
            {t('docks.fromPlan')}
          </label>
        </>
      )}
      {draft.isPlanned ? (
        <p class="fine">{t('docks.fromPlanMore')}</p>
      ) : (
        <>
          <BagChoice draft={draft} />
          <Field label={t('docks.loosePieces')} hint={t('docks.loosePiecesMore')} isOptional>
            {(tied) => (
              <textarea
                {...tied}
                rows={4}
                value={draft.loose}
                onInput={({ currentTarget }) => draft.setLoose(currentTarget.value)}
              />
            )}
          </Field>
        </>
      )}
    </Dialog>
  );
}

type Draft = ReturnType<typeof useDraft>;

/** What is to be drafted, as it is chosen. */
function useDraft({ device, dock, row, onClose }: DraftProps) {
  const { t } = useWords();
  const tell = useToast();
  const client = useClient();
  const { route } = useLocation();
  const { isAsking, act } = useActing();
  const given = dock.interchanges.filter(({ gives }) => gives);
  const [chosen, setChosen] = useState(row?.interchange ?? given[0]?.id ?? '');
  const [isPlanned, setPlanned] = useState(row !== undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [loose, setLoose] = useState('');
  const [key] = useState(() => `draft-${randomText(16)}`);
  const bags = useAnswer(
    (asked) =>
      device.toldOf('closed bags', async () => {
        const [closed, sealed] = await Promise.all(
          (['closed', 'sealed'] as const).map(async (status) =>
            asked.listContainers({ query: { status, limit: 200 } }),
          ),
        );
        return [...(closed?.body.data ?? []), ...(sealed?.body.data ?? [])].filter(isFree);
      }),
    [],
  );
  const meeting = given.find(({ id }) => id === chosen);
  const { acts } = device.state;
  const fitting = closedOf(bags.value ?? [], acts).filter(({ opens_at }) => opens_at === meeting?.partner_place);
  const make = async (): Promise<void> => {
    if (meeting === undefined) return;
    const asked: DraftedManifest = {
      receiver_id: meeting.partner_id,
      interchange: meeting.id,
      tender_at: row?.tender_at ?? new Date().toISOString(),
      from_plan: isPlanned,
      pieces: isPlanned ? [] : piecesIn(loose),
      containers: isPlanned ? [] : fitting.filter(({ id }) => !left.has(id)).map(({ id }) => id),
    };
    const keep = async (): Promise<void> => {
      await device.record({ handoverId: '', step: { kind: 'draft', draft: asked, key } });
      tell({ tone: 'good', text: t('docks.draftKept') });
      onClose();
    };
    // What it is made of may still wait, and must be there before it.
    if (acts.some(({ refusal }) => refusal === undefined)) return keep();
    try {
      const { body } = await client.createManifest({ body: asked, headers: { 'idempotency-key': key } });
      route(dockPath(dock.place, body.id));
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      // No connection: it waits with everything else, under the key of the request whose answer may have been lost.
      await keep();
    }
  };
  return {
    given,
    meeting,
    chosen,
    setChosen,
    isPlanned,
    setPlanned,
    fitting,
    left,
    setLeft,
    loose,
    setLoose,
    isAsking,
    make: () => act(make),
  };
}

function MeetingField({ draft }: { readonly draft: Draft }): JSX.Element {
  const { t } = useWords();
  const { given, chosen, setChosen } = draft;
  return (
    <Field label={t('docks.interchange')}>
      {(tied) => (
        <select {...tied} value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {given.map(({ id, partner_place }) => (
            <option key={id} value={id}>
              {id} · {partner_place}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function BagChoice({ draft }: { readonly draft: Draft }): JSX.Element {
  const { t } = useWords();
  const { fitting, left, setLeft } = draft;
  if (fitting.length === 0) return <p class="fine">{t('docks.noClosedBags')}</p>;
  return (
    <fieldset class="dock-bag-choice">
      <legend>{t('docks.closedBags')}</legend>
      {fitting.map(({ id, sscc, seal }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={!left.has(id)}
            onChange={({ currentTarget }) => setLeft((before) => toggled(before, id, !currentTarget.checked))}
          />
          <span class="mono">{sscc}</span> {seal}
        </label>
      ))}
    </fieldset>
  );
}

/** Bags that are closed, here or on the server, and on no manifest and in no other bag. */
function closedOf(told: readonly ListedBag[], acts: readonly KeptAct[]): ListedBag[] {
  return bagsInHand(told, acts).filter((bag) => bag.status !== 'open' && isFree(bag));
}

function isFree({ manifest_id, container }: ListedBag): boolean {
  return manifest_id === null && container === null;
}

/** Pieces that were scanned into a field, a line each, each once. */
function piecesIn(text: string): string[] {
  const read = text.split('\n').flatMap((line) => readCode(line) ?? []);
  return [...new Set(read.filter(({ of }) => of === 'piece').map(({ name }) => name))];
}

function toggled(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
