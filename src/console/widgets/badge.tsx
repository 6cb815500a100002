import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.js';

export type Tone = 'plain' | 'good' | 'late' | 'bad' | 'info';

/** A state in a word; the sign says the same as the colour. */
export function Badge(props: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { tone = 'plain', icon = SIGNS[tone] } = props;
  return (
    <span class={`badge badge-${tone}`}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {props.children}
    </span>
  );
}

const SIGNS: Readonly<Record<Tone, IconName | undefined>> = {
  plain: undefined,
  good: 'check',
  late: 'clock',
  bad: 'warning',
  info: undefined,
};
