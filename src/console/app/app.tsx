import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { LocationProvider } from 'preact-iso';
import type { Scope } from '../../wire/people/scopes.js';
import { ClientContext } from '../client/client-context.js';
import { NoticeHub } from '../client/notice-hub.js';
import { streamWorld } from '../client/stream-world.js';
import { NoticeContext } from '../client/use-notices.js';
import { LOCALES, localeOf } from '../words/locales.js';
import { makeWording } from '../words/make-wording.js';
import { WordingContext, type Wording } from '../words/use-words.js';
import { Frame } from './frame.js';
import { PageOutlet } from './page-outlet.js';
import { keepPreferences, type Preferences } from './preferences.js';
import { isForCarriersOnly, SessionContext, type Session, type WireSession, type WireWorkspace } from './session.js';
import { Shortcuts } from './shortcuts.js';
import { SignIn } from './sign-in.js';
import { ConnectionBar, SessionBar } from './status-bars.js';
import { applyTheme } from './theme.js';
import { Toasts } from './toasts.js';
import { useSigning } from './use-signing.js';

/** What is known when the console is first drawn. */
export interface AppStart {
  readonly workspace: WireWorkspace;
  readonly session: WireSession | undefined;
  readonly preferences: Preferences;
  readonly wording: Wording;
}

/** The console: the door, or the pages for whoever is signed in. */
export function App(start: AppStart): JSX.Element {
  const { workspace } = start;
  const { session, client, refusals, enter, signOut } = useSigning(start.session);
  const { preferences, wording, prefer } = usePreferences(start);
  const hub = useMemo(() => new NoticeHub(streamWorld(session?.actor ?? '')), [session]);
  const told = useMemo<Session | undefined>(() => {
    if (session === undefined) return undefined;
    const scopes: ReadonlySet<Scope> = new Set(session.scopes);
    const { organisation, actor, name } = session;
    const may = (scope: Scope): boolean => scopes.has(scope) && !isForCarriersOnly(session, scope);
    return { workspace, organisation, actor, name: name ?? actor, may, preferences, prefer, signOut };
  }, [session, preferences, prefer, signOut, workspace]);
  return (
    <WordingContext.Provider value={wording}>
      <ClientContext.Provider value={client}>
        <LocationProvider>
          {told === undefined ? (
            <SignIn workspace={workspace} onSignedIn={enter} />
          ) : (
            // What is drawn and typed is one person's: another who signs in begins anew.
            <NoticeContext.Provider key={`${told.organisation.id} ${told.actor}`} value={hub}>
              <SessionContext.Provider value={told}>
                <Toasts>
                  <Shortcuts>
                    <Frame
                      bars={
                        <>
                          <ConnectionBar />
                          <SessionBar refusals={refusals} onSignedIn={enter} />
                        </>
                      }
                    >
                      <PageOutlet />
                    </Frame>
                  </Shortcuts>
                </Toasts>
              </SessionContext.Provider>
            </NoticeContext.Provider>
          )}
        </LocationProvider>
      </ClientContext.Provider>
    </WordingContext.Provider>
  );
}

/** Theme and language, put into effect and kept. */
function usePreferences(start: AppStart): {
  readonly preferences: Preferences;
  readonly wording: Wording;
  readonly prefer: Session['prefer'];
} {
  const [preferences, setPreferences] = useState(start.preferences);
  const [wording, setWording] = useState(start.wording);
  const prefer = useCallback(
    (change: Partial<Preferences>) => setPreferences((before) => ({ ...before, ...change })),
    [],
  );
  useEffect(() => applyTheme(preferences.theme), [preferences.theme]);
  useEffect(() => {
    keepPreferences(localStorage, preferences);
    const root = document.documentElement;
    let isGone = false;
    const load = async (): Promise<void> => {
      const loaded = await loadWording(start.workspace, preferences);
      if (isGone) return;
      root.lang = loaded.locale;
      setWording((before) => (before.locale === loaded.locale ? before : loaded));
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [preferences, start.workspace]);
  return { preferences, wording, prefer };
}

/** Words and formats in the language that somebody chose or whose browser asks for. */
export async function loadWording(workspace: WireWorkspace, { locale: chosen }: Preferences): Promise<Wording> {
  const locale = localeOf(chosen, navigator.languages);
  const { tag, load } = LOCALES[locale];
  const { time_zone: timeZone, currency, minor_per_major: minorPerMajor } = workspace;
  return makeWording(locale, await load(), { tag, timeZone, currency, minorPerMajor });
}
