import { useCallback, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';

/**
 * A way to other addresses of the page that asks for it, for what is told late: a map that comes to rest, an answer of the server. It
 * does nothing once another page was opened, which it would lead back from.
 */
export function useOwnRoute(): (address: string, replace?: boolean) => void {
  const { path, route } = useLocation();
  const own = useRef(sectionOf(path)).current;
  return useCallback(
    (address, replace) => {
      if (sectionOf(location.pathname) === own) route(address, replace);
    },
    [route, own],
  );
}

/** The page that a path belongs to: its first word. */
export function sectionOf(path: string): string {
  return path.split('/', 2).join('/');
}
