import { useEffect, useRef, useState } from 'preact/hooks';
import { Connection, type Contact } from './connection.js';

/** The one way to the server that all of the page shares. */
export const CONNECTION = new Connection({
  probe: () =>
    fetch('/readyz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

/** Whether the server answers, as it changes. */
export function useContact(): Contact {
  const [contact, setContact] = useState(CONNECTION.contact);
  useEffect(() => {
    setContact(CONNECTION.contact);
    return CONNECTION.subscribe(() => setContact(CONNECTION.contact));
  }, []);
  return contact;
}

/** Does something each time the server answers again after it did not. */
export function useBack(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => CONNECTION.onBack(() => latest.current()), []);
}
