import { render } from 'preact';
import { RefusedError } from '../wire/http/call-route.js';
import { App, loadWording } from './app/app.js';
import { takeAddress } from './app/kept-address.js';
import { readPreferences, type Preferences } from './app/preferences.js';
import { makeConsoleClient } from './client/console-client.js';
import { CONNECTION } from './client/use-connection.js';
import './styles/console.css';
import { faultWords } from './widgets/fault-words.js';
import { LOCALES, localeOf } from './words/locales.js';
import { makeWording } from './words/make-wording.js';
import type { Wording } from './words/use-words.js';

// Whoever comes back to a tab, or to a network, is told at once whether the server is there.
window.addEventListener('online', () => CONNECTION.look());
document.addEventListener('visibilitychange', () => CONNECTION.look());
void start();

/** Asks whose networks these are and who is there, and draws the console. */
async function start(): Promise<void> {
  const place = document.getElementById('console');
  if (place === null) return;
  const preferences = readPreferences(localStorage);
  const client = makeConsoleClient({ csrfToken: undefined, onSignedOut: () => undefined, connection: CONNECTION });
  const asked = client.getSession().catch((error: unknown) => {
    if (error instanceof RefusedError && error.status === 401) return undefined;
    throw error;
  });
  try {
    const { body: workspace } = await client.getWorkspace();
    const [wording, session] = await Promise.all([loadWording(workspace, preferences), asked]);
    const address = session === undefined ? undefined : takeAddress(sessionStorage);
    if (address !== undefined) history.replaceState(undefined, '', address);
    place.replaceChildren();
    render(<App workspace={workspace} session={session?.body} preferences={preferences} wording={wording} />, place);
  } catch (error) {
    place.replaceChildren(await whyNot(error, preferences));
    setTimeout(() => void start(), RETRY_MS);
  }
}

const RETRY_MS = 2000;

/** Why nothing can be drawn yet, such as a server that is starting; in English where its words do not arrive either. */
async function whyNot(error: unknown, preferences: Preferences): Promise<HTMLElement> {
  const t = await wordsOf(preferences);
  const { title, more } = t === undefined ? { title: '', more: String(error) } : faultWords(error, t);
  const told = document.createElement('main');
  told.className = 'sign-in';
  told.setAttribute('role', 'alert');
  for (const [kind, text] of [
    ['h1', title],
    ['p', more],
  ] as const) {
    const line = document.createElement(kind);
    line.textContent = text;
    told.append(line);
  }
  return told;
}

/** Words without knowing whose networks these are, so without their times and money. */
async function wordsOf({ locale: chosen }: Preferences): Promise<Wording['t'] | undefined> {
  const locale = localeOf(chosen, navigator.languages);
  const { tag, load } = LOCALES[locale];
  try {
    return makeWording(locale, await load(), { tag, timeZone: 'UTC', currency: 'XXX', minorPerMajor: 1 }).t;
  } catch {
    return undefined; // they do not arrive either
  }
}
