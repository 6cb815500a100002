import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { Flows } from './flows.js';
import type { Selection } from './network-state.js';

/** What every card is given. */
export interface CardProps {
  readonly id: string;
  readonly flows: Flows;
  readonly sec: number;
  readonly onSelect: (selection: Selection | undefined) => void;
}

/** A card with its title and a way to close it. */
export function CardFrame(props: {
  readonly over: ComponentChildren;
  readonly title: string;
  readonly party?: number | undefined;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { t } = useWords();
  const { over, title, party, onClose, children } = props;
  return (
    <article class={`network-card ${party === undefined ? '' : `party-${party % 4}`}`} aria-label={title}>
      <header>
        <div>
          <p class="fine">{over}</p>
          <h2>{title}</h2>
        </div>
        <button type="button" class="icon-button" aria-label={t('app.close')} onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </header>
      {children}
    </article>
  );
}

/** Facts as words and values; those without a value are left out. */
export function Facts(props: {
  readonly facts: readonly (readonly [string, ComponentChildren | null | undefined])[];
}): JSX.Element {
  return (
    <dl class="network-facts">
      {props.facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([words, value]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Opens the card of something else. */
export function SelectButton(props: {
  readonly selection: Selection;
  readonly words: ComponentChildren;
  readonly onSelect: CardProps['onSelect'];
  readonly class?: string;
}): JSX.Element {
  const { selection, words, onSelect } = props;
  return (
    <button type="button" class={`network-link ${props.class ?? ''}`} onClick={() => onSelect(selection)}>
      {words}
    </button>
  );
}
