import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { RefusedError } from '../../../wire/http/call-route.js';
import type { WireFault } from '../../../wire/http/problem.js';
import { useClient } from '../../client/client-context.js';
import { useBack } from '../../client/use-connection.js';
import { formOf, patchOf, readForm, type FormState } from './form-state.js';
import type { Declaration, ExportCheck, ExportDetails } from '../wire-types.js';

/** So long after the last key a draft is saved, and a change of a filed one checked. */
const PAUSE_MS = 600;

/** What is known of a declaration while it is written. */
export interface Written {
  readonly state: FormState;
  readonly change: (update: (before: FormState) => FormState) => void;
  readonly declaration: Declaration;
  /** Of what the server has seen; undefined until it has seen something. */
  readonly check: ExportCheck | undefined;
  /** What the server could not even read. */
  readonly refused: readonly WireFault[];
  readonly unreadable: ReadonlySet<string>;
  readonly status: 'saved' | 'waiting' | 'failed';
  /** Brings the server up to date; the faults that it then knows of, undefined when it did not take what was written. */
  readonly flush: () => Promise<readonly WireFault[] | undefined>;
}

/** A draft that is saved, and so checked, as it is written. */
export function useDraft(details: ExportDetails): Written {
  const client = useClient();
  const params = { id: details.id };
  const send = useCallback(
    async (before: Declaration, after: Declaration): Promise<ExportCheck | undefined> => {
      const body = patchOf(before, after);
      if (body === undefined) return undefined;
      return (await client.changeExport({ params, body })).body.check ?? undefined;
    },
    [client, details.id],
  );
  return useWritten(details, send);
}

/** A change of a filed declaration, checked as it is written and kept nowhere. */
export function useAmendment(details: ExportDetails): Written {
  const client = useClient();
  const send = useCallback(
    async (_: Declaration, after: Declaration): Promise<ExportCheck> =>
      (await client.checkExport({ body: after })).body,
    [client],
  );
  return useWritten(details, send);
}

function useWritten(
  details: ExportDetails,
  send: (before: Declaration, after: Declaration) => Promise<ExportCheck | undefined>,
): Written {
  const [state, setState] = useState(() => formOf(details.declaration));
  const [check, setCheck] = useState(details.check ?? undefined);
  const [refused, setRefused] = useState<readonly WireFault[]>([]);
  const [status, setStatus] = useState<Written['status']>('saved');
  const { declaration, unreadable } = readForm(state);
  const latest = useRef(declaration);
  latest.current = declaration;
  const known = useRef(details.declaration);
  const checked = useRef(check);
  const underway = useRef<ReturnType<Written['flush']>>(Promise.resolve(undefined));
  const flush = useCallback((): ReturnType<Written['flush']> => {
    const go = async (): ReturnType<Written['flush']> => {
      const sent = latest.current;
      try {
        const told = await send(known.current, sent);
        known.current = sent;
        checked.current = told ?? checked.current;
        setCheck(checked.current);
        setRefused([]);
        setStatus(latest.current === sent ? 'saved' : 'waiting');
        return checked.current?.faults ?? [];
      } catch (error) {
        const faults = error instanceof RefusedError ? (error.problem?.errors ?? []) : [];
        setRefused(faults);
        setStatus('failed');
        return undefined;
      }
    };
    // One after the other, so that what was written last is what stays.
    underway.current = underway.current.then(go);
    return underway.current;
  }, [send]);
  const text = JSON.stringify(declaration);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && check !== undefined) {
      isFirst.current = false;
      return undefined;
    }
    isFirst.current = false;
    setStatus('waiting');
    const timer = setTimeout(() => void flush(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, flush]);
  useBack(() => {
    if (status === 'failed') void flush();
  });
  // Whoever leaves the page has written what they wrote.
  const left = useRef(flush);
  left.current = flush;
  useEffect(() => () => void left.current(), []);
  const change = useCallback((update: (before: FormState) => FormState) => setState(update), []);
  return { state, change, declaration, check, refused, unreadable, status, flush };
}
