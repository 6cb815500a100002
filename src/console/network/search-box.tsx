import type { JSX, Ref } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { BodyOf } from '../../wire/http/operation.js';
import type { searchNetwork } from '../../wire/network/network.js';
import { useClient } from '../client/client-context.js';
import { useBack, useContact } from '../client/use-connection.js';
import { Icon, type IconName } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';

export type Found = BodyOf<typeof searchNetwork>['data'][number];

const ICONS: Readonly<Record<Found['kind'], IconName>> = {
  postal_code: 'promise',
  facility: 'network',
  trip: 'truck',
  interchange: 'swap',
  shipment: 'parcels',
};

/** Finds anything on the map by its name or number; arrow keys go through what was found. */
export function SearchBox(props: {
  readonly onFound: (found: Found) => void;
  readonly field: Ref<HTMLInputElement>;
}): JSX.Element {
  const { t } = useWords();
  const { onFound, field } = props;
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const found = useFound(text);
  const id = useId();
  const choose = (one: Found | undefined): void => {
    if (one === undefined) return;
    setOpen(false);
    setText('');
    onFound(one);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((before) => Math.min(Math.max(0, before + step), Math.max(0, found.length - 1)));
    } else if (event.key === 'Enter') choose(found[active]);
    else if (event.key === 'Escape') {
      setText('');
      (event.currentTarget as HTMLElement).blur();
    }
  };
  const isShown = isOpen && text.trim() !== '';
  return (
    <search class="network-search">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        role="combobox"
        value={text}
        placeholder={t('network.search')}
        aria-label={t('network.search')}
        aria-expanded={isShown}
        aria-controls={`${id}-found`}
        aria-activedescendant={isShown && found.length > 0 ? `${id}-${active}` : undefined}
        list={undefined}
        autocomplete="off"
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), BLUR_MS)}
        onKeyDown={onKey}
      />
      <kbd aria-hidden="true">/</kbd>
      <FoundList id={id} found={found} active={active} isShown={isShown} onChoose={choose} />
    </search>
  );
}

function FoundList(props: {
  readonly id: string;
  readonly found: readonly Found[];
  readonly active: number;
  readonly isShown: boolean;
  readonly onChoose: (found: Found) => void;
}): JSX.Element {
  const { t, tCode } = useWords();
  const { isLost } = useContact();
  const { id, found, active, isShown, onChoose } = props;
  const aboutOf = ({ kind, about, id: code }: Found): string =>
    [
      tCode('network.kind', kind),
      kind === 'trip' ? tCode('network.mode', about) : about,
      kind === 'shipment' ? '' : code.split(':')[1],
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <ul id={`${id}-found`} role="listbox" aria-label={t('network.found')} hidden={!isShown}>
      {found.map((one, index) => (
        <li
          key={`${one.kind} ${one.id}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(one);
          }}
        >
          <Icon name={ICONS[one.kind]} size={18} />
          <span>
            <b>{one.name}</b>
            <small>{aboutOf(one)}</small>
          </span>
        </li>
      ))}
      {isShown && found.length === 0 ? (
        <li class="network-none" role="option" aria-selected="false" aria-disabled="true">
          {t(isLost ? 'fault.offline' : 'network.foundNone')}
        </li>
      ) : null}
    </ul>
  );
}

/** Long enough for a tap on what was found. */
const BLUR_MS = 150;
const TYPING_MS = 70;

/** What fits a text, as it is typed. What was found before stays until the next is here. */
function useFound(text: string): readonly Found[] {
  const client = useClient();
  const [found, setFound] = useState<readonly Found[]>([]);
  const [turn, setTurn] = useState(0);
  useBack(() => setTurn((before) => before + 1));
  const latest = useRef('');
  latest.current = text;
  useEffect(() => {
    const q = text.trim();
    if (q === '') {
      setFound([]);
      return undefined;
    }
    const ask = async (): Promise<void> => {
      const { body } = await client.searchNetwork({ query: { q: q.slice(0, 100), limit: 12 } });
      if (latest.current === text) setFound(body.data);
    };
    const timer = setTimeout(() => void ask().catch(() => undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [client, text, turn]);
  return found;
}
