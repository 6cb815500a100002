import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { unpackColumns } from '../../wire/http/columns.js';
import { useOwnRoute } from '../app/use-own-route.js';
import { useAnswer, type Answered } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import type { MapClock } from '../map/map-stage.js';
import { busyMoment, flowsOf, instantOf, secOf, type Flows } from './flows.js';
import { addressOf, stateOf, type NetworkState } from './network-state.js';
import { RATES } from './time-bar.js';

/** What moves in the plan that the address names, or in the newest one, asked for anew when another has been made. */
export function useFlows(): Answered<Flows> {
  const { plan } = stateOf(useLocation().query);
  const query = plan === undefined ? {} : { plan };
  const answered = useAnswer(
    (client) => client.getNetworkFlows({ query }).then(({ body }) => flowsOf(unpackColumns(body))),
    [plan],
  );
  useNotices(['plan.changed'], (notices) => {
    if (notices.some(({ data }) => (data as { readonly state?: string }).state === 'succeeded')) answered.again();
  });
  return answered;
}

/** The view that the address tells, and a way to another: in the history where one would want to go back to it. */
export function useNetworkState(): {
  readonly state: NetworkState;
  readonly change: (changed: Partial<NetworkState>, isStep?: boolean) => void;
} {
  const { query } = useLocation();
  const route = useOwnRoute();
  const key = JSON.stringify(query);
  const state = useMemo(() => stateOf(query), [key]);
  const latest = useRef(state);
  latest.current = state;
  const change = useCallback(
    (changed: Partial<NetworkState>, isStep = false) => {
      latest.current = { ...latest.current, ...changed }; // several changes may come before the next drawing
      route(addressOf(latest.current), !isStep);
    },
    [route],
  );
  return { state, change };
}

/** The moment that is shown. It plays by itself, except for those who want less motion. */
export interface Playing {
  readonly sec: number;
  readonly rate: number;
  readonly speed: number;
  readonly clock: MapClock;
  readonly onTime: (sec: number) => void; // as it plays
  readonly jump: (sec: number) => void;
  readonly play: () => void;
  readonly setSpeed: (speed: number) => void;
}

export function usePlaying(flows: Flows, { state, change }: ReturnType<typeof useNetworkState>): Playing {
  const begin = useMemo(() => (state.at === undefined ? momentNow(flows) : secOf(flows, state.at)), [flows]);
  const [sec, setSec] = useState(begin);
  const [rate, setRate] = useState(() => (state.at !== undefined || wantsLessMotion() ? 0 : RATES[1]));
  const [speed, setSpeed] = useState<number>(RATES[1]);
  // The map lets time pass by itself: it is told where to begin, not each moment.
  const [clock, setClock] = useState<MapClock>({ sec: begin, rate, startSec: 0, endSec: flows.endSec });
  const latest = useRef(sec);
  latest.current = sec;
  const set = (at: number, next: number): void => {
    setSec(at);
    setRate(next);
    setClock({ sec: at, rate: next, startSec: 0, endSec: flows.endSec });
  };
  const tell = (at: number, isPlaying: boolean): void =>
    change({ at: isPlaying ? undefined : instantOf(flows, Math.round(at / 60) * 60) });
  useEffect(() => set(begin, rate), [begin]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    sec,
    rate,
    speed,
    clock,
    onTime: setSec,
    jump: (at) => {
      set(at, 0);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => tell(at, false), ADDRESS_MS);
    },
    play: () => {
      const next = rate > 0 ? 0 : speed;
      set(latest.current, next);
      tell(latest.current, next > 0);
    },
    setSpeed: (next) => {
      setSpeed(next);
      if (rate > 0) set(latest.current, next);
    },
  };
}

/** Browsers refuse addresses that change with every step of a slider. */
const ADDRESS_MS = 300;

/** Now, where the plan's days hold it; otherwise when most is under way. */
function momentNow(flows: Flows): number {
  const sec = (Date.now() - flows.startMs) / 1000;
  return sec >= 0 && sec < flows.header.days * 86_400 ? sec : busyMoment(flows);
}

export function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
