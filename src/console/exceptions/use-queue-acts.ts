import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { moved } from '../parcels/list-state.js';
import { faultWords } from '../widgets/fault-words.js';
import { useWords } from '../words/use-words.js';
import type { WordKey } from '../words/en/all.js';
import type { Queue } from './use-queue.js';

/** What can be done with the exceptions that are chosen; with the current one where none is. */
export interface QueueActs {
  readonly isAllowed: boolean;
  /** Whether a person is signed in, to whom something can be assigned. */
  readonly isPerson: boolean;
  readonly isBusy: boolean;
  readonly count: number; // to be acted on
  readonly turn: number; // how often something was done, so that what depends on it is asked again
  readonly isNoting: boolean;
  readonly isAssigning: boolean; // to somebody who is being chosen
  readonly startAssigning: () => void;
  readonly endAssigning: () => void;
  readonly assignMe: () => void;
  /** To a user, or to nobody. */
  readonly assign: (userId: string | null) => void;
  readonly resolve: () => void;
  readonly reopen: () => void;
  readonly startNote: () => void;
  readonly endNote: () => void;
  readonly note: (text: string) => void;
}

type Body =
  | { readonly action: 'assign'; readonly assigned_to: string | null }
  | { readonly action: 'note'; readonly text: string }
  | { readonly action: 'resolve' | 'reopen' };

/** Exceptions of one request. */
const AT_ONCE = 200;

/** Acts on exceptions, tells what became of it, and goes on to the next. */
export function useQueueActs({ list, change, again }: Queue): QueueActs {
  const { t } = useWords();
  const client = useClient();
  const tell = useToast();
  const { actor, may } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [isNoting, setNoting] = useState(false);
  const [isAssigning, setAssigning] = useState(false);
  const [turn, setTurn] = useState(0);
  const current = list.rows[list.current];
  const ids = list.chosen.size > 0 ? [...list.chosen] : current === undefined ? [] : [current.id];
  const isAllowed = may('exceptions:write');
  const isPerson = actor.startsWith('usr_');
  const act = async (body: Body, done: WordKey): Promise<void> => {
    if (ids.length === 0 || isBusy || !isAllowed) return;
    setBusy(true);
    try {
      let [count, refused] = [0, 0];
      let detail = '';
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const exception_ids = ids.slice(start, start + AT_ONCE);
        const headers = { 'idempotency-key': crypto.randomUUID() };
        const { body: told } = await client.actOnExceptions({ body: { ...body, exception_ids }, headers });
        count += told.done;
        refused += told.refused;
        detail = told.results.find(({ status }) => status === 'refused')?.detail ?? detail;
      }
      if (count > 0) tell({ tone: 'good', text: t(done, { count }) });
      if (refused > 0) tell({ tone: 'bad', text: t('exceptions.someRefused', { refused, detail }) });
      const isLeaving = body.action === 'resolve' || body.action === 'reopen';
      change((known) => ({ ...known, chosen: new Set() }));
      // What is resolved leaves the list, and the next one takes its place; otherwise the next one is stepped to.
      if (!isLeaving && body.action === 'assign' && list.chosen.size === 0) change((known) => moved(known, 1));
      setTurn((before) => before + 1);
      again();
    } catch (error) {
      tell({ tone: 'bad', text: faultWords(error, t).more });
    }
    setBusy(false);
  };
  return {
    isAllowed,
    isPerson,
    isBusy,
    count: ids.length,
    turn,
    isNoting,
    isAssigning,
    startAssigning: () => setAssigning(isAllowed && ids.length > 0),
    endAssigning: () => setAssigning(false),
    assignMe: () => {
      if (isPerson) void act({ action: 'assign', assigned_to: actor }, 'exceptions.assignedToast');
    },
    assign: (userId) => {
      setAssigning(false);
      void act({ action: 'assign', assigned_to: userId }, 'exceptions.assignedToast');
    },
    resolve: () => void act({ action: 'resolve' }, 'exceptions.resolved'),
    reopen: () => void act({ action: 'reopen' }, 'exceptions.reopened'),
    startNote: () => setNoting(isAllowed && ids.length > 0),
    endNote: () => setNoting(false),
    note: (text) => {
      setNoting(false);
      void act({ action: 'note', text }, 'exceptions.noted');
    },
  };
}
