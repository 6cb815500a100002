import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';

/** Saves a text as a file. */
export function DownloadButton(props: {
  readonly name: string;
  readonly words: string;
  readonly textOf: () => string;
}): JSX.Element {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([props.textOf()], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = props.name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" class="button" onClick={save}>
      <Icon name="download" />
      {props.words}
    </button>
  );
}
