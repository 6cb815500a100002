import { CONNECTION } from '../client/use-connection.js';

/** In the storage of a tab: when it was loaded anew because a page's files were missing. */
const KEY = 'interline.loaded-anew';

/** A tab that was loaded anew so shortly before is not again. */
const AGAIN_MS = 20_000;

/**
 * A page's module. Where its files do not arrive, because the server is away or has others since it was updated, the tab is loaded anew once the
 * server answers: whoever opened the page is on it then, and what was typed before was on the page that they left.
 */
export async function loadedOnce<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const isBack = nextBack();
    CONNECTION.lose();
    await isBack;
    if (!isAllowed()) throw error;
    location.reload();
    return new Promise<T>(() => undefined); // the page goes
  }
}

/** Comes when the server answers again. */
function nextBack(): Promise<void> {
  return new Promise((resolve) => {
    const stop = CONNECTION.onBack(() => {
      stop();
      resolve();
    });
  });
}

/** Whether the tab may be loaded anew: not where that did not help. */
function isAllowed(): boolean {
  try {
    const before = Number(sessionStorage.getItem(KEY) ?? 0);
    sessionStorage.setItem(KEY, String(Date.now()));
    return Date.now() - before > AGAIN_MS;
  } catch {
    return false;
  }
}
