import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { DiscrepancySchema } from '../../../wire/docks/handovers.js';
import { useSession } from '../../app/session.js';
import { useAnswer } from '../../client/use-answer.js';
import { useNotices } from '../../client/use-notices.js';
import { Badge } from '../../widgets/badge.js';
import { Icon } from '../../widgets/icon.js';
import { Empty, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { DockDevice } from '../device/dock-device.js';
import type { KeptAct, Photo } from '../device/dock-store.js';
import { scaledPhoto } from '../scan/photo.js';
import type { ScanList } from '../scan/scan-list.js';
import { useActing } from '../use-acting.js';

type Discrepancy = z.infer<typeof DiscrepancySchema>;

/** What is not as it was manifested, with evidence, and what the two sides can do about it. */
export function ProblemList(props: {
  readonly id: string;
  readonly list: ScanList;
  readonly isArrival: boolean;
  readonly device: DockDevice;
  /** Everything that waits or was refused. */
  readonly acts: readonly KeptAct[];
}): JSX.Element {
  const { t } = useWords();
  const { id, list, isArrival, device, acts } = props;
  const answered = useAnswer(
    (client, signal) =>
      device.toldOf(`problems ${id}`, async () => (await client.getHandover({ params: { id }, signal })).body),
    [id],
  );
  const sentKey = acts.length;
  const { again } = answered;
  useEffect(again, [sentKey, again]);
  useNotices(['handover.changed'], again);
  const numbers = new Map(list.pieces.ids.map((piece, index) => [piece, list.pieces.tracking_numbers[index] ?? piece]));
  return (
    <Shown answered={answered}>
      {({ discrepancies }) =>
        discrepancies.length === 0 ? (
          <Empty icon="check" title={t('docks.noProblems')}>
            <p>{t('docks.noProblemsMore')}</p>
          </Empty>
        ) : (
          <ul class="dock-problems">
            {discrepancies.map((one) => (
              <li key={one.key} class="card">
                <Problem
                  id={id}
                  one={one}
                  name={numbers.get(one.item) ?? one.item}
                  isArrival={isArrival}
                  device={device}
                  waiting={acts.find((act) => act.handoverId === id && isAbout(act, one.key))}
                />
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

const TONES = { open: 'late', disputed: 'info', stands: 'bad', falls: 'good', split: 'plain' } as const;

interface ProblemProps {
  readonly id: string;
  readonly one: Discrepancy;
  readonly name: string;
  readonly isArrival: boolean;
  readonly device: DockDevice;
  /** What was done about it and is not sent yet. */
  readonly waiting: KeptAct | undefined;
}

function isAbout({ step, refusal }: KeptAct, key: string): boolean {
  return (step.kind === 'dispute' || step.kind === 'outcome') && step.discrepancy === key && refusal === undefined;
}

function Problem(props: ProblemProps): JSX.Element {
  const { t, formats } = useWords();
  const { may } = useSession();
  const { one, name, waiting } = props;
  const isOpen = one.status === 'open' || one.status === 'disputed';
  return (
    <>
      <p class="row">
        <strong>{t(`docks.code.${one.code}`)}</strong>
        <Badge tone={TONES[one.status]}>{t(`docks.dispute.${one.status}`)}</Badge>
        <span class="fine">{formats.instant(one.told_at)}</span>
      </p>
      <p>
        <span class="mono">{name}</span>
        {one.found_at === null ? null : ` · ${t('docks.found', { time: formats.instant(one.found_at) })}`}
      </p>
      {one.evidence.length === 0 ? null : (
        <p class="dock-evidence">
          {one.evidence.map(({ ref, sha256 }) =>
            sha256 === undefined ? <span key={ref}>{ref}</span> : <EvidencePicture key={ref} id={ref} />,
          )}
        </p>
      )}
      {waiting === undefined ? null : (
        <p>
          <Badge tone="late">{t('docks.dispute.waits')}</Badge>
        </p>
      )}
      {may('disputes:write') && isOpen && waiting === undefined ? <ProblemActions {...props} /> : null}
    </>
  );
}

/** The giver disputes with evidence or gives in; the receiver may drop what it told; both may share it. */
function ProblemActions({ id, one, isArrival, device }: ProblemProps): JSX.Element {
  const { t } = useWords();
  const { isAsking, act } = useActing();
  const propose = (outcome: 'stands' | 'falls' | 'split'): void =>
    void device.record({ handoverId: id, step: { kind: 'outcome', discrepancy: one.key, outcome } });
  const dispute = (file: File | undefined): void => {
    if (file === undefined) return;
    act(async () => {
      const photo = file.type === 'application/pdf' ? await documentOf(file) : await scaledPhoto(file);
      await device.record({ handoverId: id, step: { kind: 'dispute', discrepancy: one.key } }, { photo });
    });
  };
  return (
    <div class="row">
      {!isArrival && one.status === 'open' ? (
        <label class="button dock-photo" aria-disabled={isAsking}>
          <Icon name="camera" /> {t('docks.dispute.withEvidence')}
          <input
            type="file"
            accept="image/*,application/pdf"
            disabled={isAsking}
            onChange={({ currentTarget }) => dispute(currentTarget.files?.[0])}
          />
        </label>
      ) : null}
      <button type="button" class="button" disabled={isAsking} onClick={() => propose(isArrival ? 'falls' : 'stands')}>
        {t(isArrival ? 'docks.dispute.drop' : 'docks.dispute.accept')}
      </button>
      {one.status === 'disputed' ? (
        <button type="button" class="button" disabled={isAsking} onClick={() => propose('split')}>
          {t('docks.dispute.proposeSplit')}
        </button>
      ) : null}
    </div>
  );
}

async function documentOf(file: File): Promise<Photo> {
  return { contentType: 'application/pdf', content: await base64Of(file) };
}

async function base64Of(file: Blob): Promise<string> {
  const text = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
  return text.slice(text.indexOf(',') + 1);
}

/** A photo of a handover, or a link to a document. */
function EvidencePicture({ id }: { readonly id: string }): JSX.Element | null {
  const { t } = useWords();
  const answered = useAnswer(
    async (client, signal) => (await client.getEvidence({ params: { id }, signal })).body,
    [id],
  );
  const { value } = answered;
  if (value === undefined) return <span class="dock-picture" />;
  const address = `data:${value.content_type};base64,${value.content}`;
  if (value.content_type === 'application/pdf') {
    return (
      <a class="button" href={address} download={`${id}.pdf`}>
        {t('docks.document')}
      </a>
    );
  }
  return <img class="dock-picture" src={address} alt={t('docks.photoAlt')} />;
}
