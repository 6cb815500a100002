import { createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { NoticeType } from '../../domain/notice.js';
import type { NoticeHub, WireNotice } from './notice-hub.js';

export const NoticeContext = createContext<NoticeHub | undefined>(undefined);

/** Bursts are told as one: what is asked anew because of them is asked once. */
const CALM_MS = 400;

/** Calls `tell` with what changed while the page is shown, bursts together. */
export function useNotices(types: readonly NoticeType[], tell: (notices: readonly WireNotice[]) => void): void {
  const hub = useContext(NoticeContext);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    let waiting: WireNotice[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = hub?.listen(types, (notice) => {
      waiting.push(notice);
      timer ??= setTimeout(() => {
        const told = waiting;
        waiting = [];
        timer = undefined;
        latest.current(told);
      }, CALM_MS);
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [hub, types.join()]);
}
