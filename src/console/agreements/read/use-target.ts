import { useEffect, useState } from 'preact/hooks';

/** The anchor that the address names, once what it names is drawn: it is scrolled to. */
export function useTarget(drawn: unknown): string | undefined {
  const [target, setTarget] = useState<string | undefined>(undefined);
  useEffect(() => {
    const go = (): void => {
      const id = decodeURIComponent(location.hash.slice(1));
      const element = id === '' ? null : document.getElementById(id);
      setTarget(element === null ? undefined : id);
      element?.scrollIntoView({ block: 'center' });
    };
    go();
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, [drawn]);
  return target;
}
