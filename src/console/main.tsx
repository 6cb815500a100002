import { render } from 'preact';
import { RefusedError } from '../wire/call-route.js';
import { App, loadWording } from './app/app.js';
import { readPreferences } from './app/preferences.js';
import { makeConsoleClient } from './client/console-client.js';
import './styles/console.css';

void start();

/** Asks whose networks these are and who is there, and draws the console. */
async function start(): Promise<void> {
  const place = document.getElementById('console');
  if (place === null) return;
  const preferences = readPreferences(localStorage);
  const client = makeConsoleClient({ csrfToken: undefined, onSignedOut: () => undefined });
  const asked = client.getSession().catch((error: unknown) => {
    if (error instanceof RefusedError && error.status === 401) return undefined;
    throw error;
  });
  try {
    const { body: workspace } = await client.getWorkspace();
    const [wording, session] = await Promise.all([loadWording(workspace, preferences), asked]);
    render(<App workspace={workspace} session={session?.body} preferences={preferences} wording={wording} />, place);
  } catch (error) {
    // No words are loaded yet: the server cannot be reached, or is starting.
    place.textContent = error instanceof Error ? error.message : String(error);
    setTimeout(() => void start(), RETRY_MS);
  }
}

const RETRY_MS = 2000;
