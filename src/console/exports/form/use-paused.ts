import { useEffect, useState } from 'preact/hooks';

/** A value once it has rested; values are compared as JSON. */
export function usePaused<T>(value: T, pauseMs: number): T {
  const [paused, setPaused] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), pauseMs);
    return () => clearTimeout(timer);
  }, [key, pauseMs]);
  return paused;
}
