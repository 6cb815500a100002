import type { ComponentChildren, JSX } from 'preact';
import { RefusedError } from '../../wire/http/call-route.js';
import type { Answered } from '../client/use-answer.js';
import { useWords } from '../words/use-words.js';
import { faultWords } from './fault-words.js';
import { Icon, type IconName } from './icon.js';

/** Shows an answer when it is there; a quiet place while it is not, and what went wrong with a way to ask again. */
export function Shown<T>(props: {
  readonly answered: Answered<T>;
  readonly children: (value: T) => ComponentChildren;
  /** Lines to keep free while asking, so that nothing jumps. */
  readonly lines?: number;
}): JSX.Element {
  const { answered, children, lines = 6 } = props;
  const { value, state, error, again } = answered;
  if (value === undefined) {
    return state === 'failed' ? <Failed error={error} again={again} /> : <Waiting lines={lines} />;
  }
  return (
    <>
      {state === 'failed' ? <Failed error={error} again={again} /> : null}
      {children(value)}
    </>
  );
}

/** Where an answer will stand. */
export function Waiting({ lines = 6 }: { readonly lines?: number }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="waiting" role="status" aria-label={t('app.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}

/** Nothing is there: why, and what to do. */
export function Empty(props: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <Icon name={props.icon ?? 'search'} size={32} />
      <p class="empty-title">{props.title}</p>
      {props.children}
    </div>
  );
}

/** Something was refused or did not arrive. */
export function Failed({ error, again }: { readonly error: unknown; readonly again?: () => void }): JSX.Element {
  const { t } = useWords();
  const { title, more } = faultWords(error, t);
  const requestId = error instanceof RefusedError ? error.problem?.request_id : undefined;
  return (
    <div class="failed" role="alert">
      <Icon name="warning" size={28} />
      <div>
        <p class="empty-title">{title}</p>
        <p>{more}</p>
        {requestId === undefined ? null : <p class="fine">{t('fault.request', { id: requestId })}</p>}
        {again === undefined ? null : (
          <button type="button" class="button" onClick={again}>
            {t('app.again')}
          </button>
        )}
      </div>
    </div>
  );
}
