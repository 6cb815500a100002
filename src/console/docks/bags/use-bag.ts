import { useEffect, useState } from 'preact/hooks';
import { readCode } from '../../../standards/scan/read-code.js';
import { useAnswer, type Answered } from '../../client/use-answer.js';
import { useWords } from '../../words/use-words.js';
import type { Client } from '../../../wire/http/call-route.js';
import { shownBag, waitsFor, type KnownBag, type ShownBag } from './bag-state.js';
import type { DockDevice } from '../device/dock-device.js';
import type { DockState } from '../device/dock-state.js';
import { feel } from '../../widgets/feedback.js';
import { refusalWords } from '../handover/refusal-words.js';
import type { YardDoing } from '../scan/scan-list.js';

/** What was done last with a bag. */
export interface BagDone {
  readonly name: string;
  /** Under which it is kept; undefined for what was not recorded. */
  readonly actId: string | undefined;
  readonly fault: string | undefined;
}

/**
 * A bag, and what is done with it: kept on the device first and sent in order, like scans, so that filling goes on without a connection. The
 * server judges each act later, because weights, goods and what else is packed are known there only; what it refuses is shown.
 */
export function useBag(
  { device, state }: { readonly device: DockDevice; readonly state: DockState },
  id: string,
): {
  readonly answered: Answered<KnownBag>;
  readonly shown: ShownBag | undefined;
  readonly last: BagDone | undefined;
  readonly act: (doing: YardDoing, name: string) => void;
  readonly scan: (text: string) => void;
} {
  const wording = useWords();
  const { t } = wording;
  const [last, setLast] = useState<BagDone | undefined>(undefined);
  const answered = useAnswer(
    (client, signal) => device.toldOf<KnownBag>(`bag ${id}`, () => askBag(client, id, signal)),
    [id],
  );
  const { value, again } = answered;
  const waiting = state.acts.filter((act) => waitsFor(act, { id, sscc: value?.sscc ?? id })).length;
  // What was acknowledged is in the bag as the server has it.
  useEffect(() => {
    if (waiting === 0) again();
  }, [waiting, again]);
  const lastAct = state.acts.find((act) => act.id === last?.actId);
  const refusal = lastAct?.refusal === undefined ? undefined : refusalWords(lastAct, wording);
  useEffect(() => {
    if (refusal !== undefined) feel('wrong');
  }, [refusal]);
  const shown = value === undefined ? undefined : shownBag(value, state.acts);
  const record = async (doing: YardDoing, name: string): Promise<void> => {
    feel('good');
    const actId = await device.record({ handoverId: id, step: { kind: 'yard', doing } });
    setLast({ name, actId, fault: undefined });
  };
  const fail = (name: string, fault: string): void => {
    feel('unknown');
    setLast({ name, actId: undefined, fault });
  };
  const scan = (text: string): void => {
    const read = readCode(text);
    if (shown?.status === 'closed') void record({ kind: 'seal', container: id, seal: text.trim() }, text);
    else if (read !== undefined && shown?.waiting.includes(read.name) === true)
      fail(read.name, t('docks.inBagAlready'));
    else if (read?.of === 'piece') void record({ kind: 'put', piece: read.name, into: id }, read.name);
    else if (read?.of === 'container')
      void record({ kind: 'put_container', container: read.name, into: id }, read.name);
    else fail(text.slice(0, 60), t('docks.verdict.unreadable'));
  };
  const told = last === undefined || refusal === undefined ? last : { ...last, fault: refusal };
  return { answered, shown, last: told, act: (doing, name) => void record(doing, name), scan };
}

/** A bag by its id, or by the SSCC under which it was made on a device. */
async function askBag(client: Client, name: string, signal: AbortSignal): Promise<KnownBag> {
  const isSscc = /^\d{18}$/.test(name);
  const listed = isSscc ? (await client.listContainers({ query: { sscc: name }, signal })).body.data[0]?.id : name;
  // Not there yet, as it waits to be sent: what was kept of it is shown, as without a connection.
  if (listed === undefined) throw new Error(`The bag ${name} is not known to the server yet.`);
  return (await client.getContainer({ params: { id: listed }, signal })).body;
}
