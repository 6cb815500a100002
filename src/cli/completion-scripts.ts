/** A command with what can follow it; the program itself has an empty path. */
export interface CompletedCommand {
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly { readonly name: string; readonly description: string }[];
  /** What the first argument may be, when it is one of a few words. */
  readonly choices: readonly string[];
}

/** Words complete by the commands already typed; where nothing of ours fits, bash completes file names. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(
    (command) => `    '${command.path.join(' ')}') words='${wordsAfter(command, commands)}' ;;`,
  );
  return `# bash completion for interline
_interline() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${pathsOf(commands).join(' | ')} " in
      *" | \${path:+$path }$word | "*) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _interline interline`;
}

/** One function; \`_describe\` shows the descriptions beside the words. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map((command) => {
    const entries = entriesAfter(command, commands).map(
      ({ name, description }) => `'${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}'`,
    );
    return `    '${command.path.join(' ')}') entries=(${entries.join(' ')}) ;;`;
  });
  return `#compdef interline
_interline() {
  local path_typed='' word
  local -a entries
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case " ${pathsOf(commands).join(' | ')} " in
      *" | \${path_typed:+$path_typed }$word | "*) path_typed="\${path_typed:+$path_typed }$word" ;;
    esac
  done
  case "$path_typed" in
${cases.join('\n')}
  esac
  _describe 'interline' entries
  _files
}
if [ "$funcstack[1]" = "_interline" ]; then
  _interline "$@"
else
  compdef _interline interline
fi`;
}

/** One line per word, guarded by the commands already typed. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const condition = fishCondition(command, commands);
    const options = command.options.map(({ name, description }) => {
      return `complete -c interline -n '${condition}' -l ${name.slice(2)} -d '${quoted(description)}'`;
    });
    const words = wordEntries(command, commands).map(({ name, description }) => {
      return `complete -c interline -n '${condition}' -a ${name} -d '${quoted(description)}'`;
    });
    return [...words, ...options];
  });
  return `# fish completion for interline\n${lines.join('\n')}`;
}

function fishCondition(command: CompletedCommand, commands: readonly CompletedCommand[]): string {
  const below = childrenOf(command, commands).map(({ path }) => path.at(-1));
  const typed = command.path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const notYet = below.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(' ')}`] : [];
  return [...typed, ...notYet].join('; and ') || 'true';
}

/** Every path of commands between bars, so that a whole path is found and not a part of one. */
function pathsOf(commands: readonly CompletedCommand[]): string[] {
  return ['', ...commands.map(({ path }) => path.join(' ')).filter((path) => path !== ''), ''];
}

function wordsAfter(command: CompletedCommand, commands: readonly CompletedCommand[]): string {
  return entriesAfter(command, commands)
    .map(({ name }) => name)
    .join(' ');
}

function entriesAfter(command: CompletedCommand, commands: readonly CompletedCommand[]): Entry[] {
  return [...wordEntries(command, commands), ...command.options, { name: '--help', description: 'show what it takes' }];
}

interface Entry {
  readonly name: string;
  readonly description: string;
}

function wordEntries(command: CompletedCommand, commands: readonly CompletedCommand[]): Entry[] {
  const children = childrenOf(command, commands).map(({ path, description }) => ({
    name: path.at(-1) ?? '',
    description,
  }));
  return [...children, ...command.choices.map((name) => ({ name, description: '' }))];
}

function childrenOf(command: CompletedCommand, commands: readonly CompletedCommand[]): CompletedCommand[] {
  return commands.filter(
    ({ path }) => path.length === command.path.length + 1 && command.path.every((word, index) => path[index] === word),
  );
}

/** Text inside single quotes, for all three shells. */
function quoted(text: string): string {
  return text.replaceAll("'", '’');
}
