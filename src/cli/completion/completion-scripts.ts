/** A command with what can follow it; the program itself has an empty path. */
export interface CompletedCommand {
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What the first argument may be, when it is one of a few words. */
  readonly choices: readonly string[];
}

export interface CompletedOption {
  readonly name: string; // with its dashes
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[]; // what the value may be, when it is one of a few words
}

/**
 * All three scripts do the same. The command is read from the words before the one that is typed. After an option that
 * takes a value come the words that the value may be; a word that begins with a dash is an option; else come
 * subcommands, or the words the argument may be. Where we offer nothing, the shell offers file names.
 */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const words = (entries: readonly Entry[]): string => `words='${entries.map(({ name }) => name).join(' ')}'`;
  return `# bash completion for interline
_interline() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" typed='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
${readCommand(commands)}
  done
${chooseEntries(commands, words)}
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _interline interline`;
}

/** One function; `_describe` shows the descriptions beside the words. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const described = ({ name, description }: Entry): string =>
    quoted(description === '' ? name : `${name}:${description.replaceAll(':', '\\:')}`);
  const entries = (list: readonly Entry[]): string => `entries=(${list.map(described).join(' ')})`;
  return `#compdef interline
_interline() {
  local current="\${words[CURRENT]}" previous="\${words[CURRENT-1]}" typed='' word
  local -a entries
  for word in "\${(@)words[2,CURRENT-1]}"; do
${readCommand(commands)}
  done
${chooseEntries(commands, entries)}
  if (( $#entries )); then _describe 'interline' entries; else _files; fi
}
if [ "$funcstack[1]" = "_interline" ]; then
  _interline "$@"
else
  compdef _interline interline
fi`;
}

/** One line per word, guarded by the command that was typed. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path.join(' ')).filter((path) => path !== '');
  const lines = commands.flatMap((command) => {
    const guarded = `complete -c interline -n '__interline_typed "${command.path.join(' ')}"'`;
    const words = wordsAfter(command, commands);
    return [
      ...(words.length > 0 ? [`${guarded} -f`] : []),
      ...words.map(({ name, description }) => `${guarded} -a ${name} -d ${quoted(description)}`),
      ...optionsOf(command).map(({ name, description, takesValue, choices }) => {
        const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r -F' : '';
        return `${guarded} -l ${name.slice(2)}${value} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# fish completion for interline
function __interline_typed -a wanted
  set -l typed ''
  for word in (commandline -opc)[2..-1]
    set -l longer (string trim -- "$typed $word")
    contains -- $longer ${paths.map(quoted).join(' ')}
    and set typed $longer
  end
  test "$typed" = "$wanted"
end
${lines.join('\n')}`;
}

/** In bash and zsh: takes `word` into `typed`, the command so far, when a command is called that. */
function readCommand(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path.join(' ')).filter((path) => path !== '');
  return `    case "\${typed:+$typed }$word" in
      ${paths.map(quoted).join('|')}) typed="\${typed:+$typed }$word" ;;
    esac`;
}

/** In bash and zsh: what is offered; `assign` writes the list in the words of the shell. */
function chooseEntries(commands: readonly CompletedCommand[], assign: (entries: readonly Entry[]) => string): string {
  const valueCases = commands.flatMap((command) => {
    const options = optionsOf(command).filter(({ takesValue }) => takesValue);
    return options.map(({ name, choices }) => {
      return caseOf(`${command.path.join(' ')} ${name}`, assign(choices.map(entryOf)));
    });
  });
  const optionCases = commands.map((command) => caseOf(command.path.join(' '), assign(optionsOf(command))));
  const wordCases = commands.map((command) => caseOf(command.path.join(' '), assign(wordsAfter(command, commands))));
  return `  case "$typed $previous" in
${valueCases.join('\n')}
    *)
      case "$current" in
        -*)
          case "$typed" in
${indented(optionCases)}
          esac ;;
        *)
          case "$typed" in
${indented(wordCases)}
          esac ;;
      esac ;;
  esac`;
}

function caseOf(pattern: string, body: string): string {
  return `    ${quoted(pattern)}) ${body} ;;`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `        ${line}`).join('\n');
}

interface Entry {
  readonly name: string;
  readonly description: string;
}

function entryOf(name: string): Entry {
  return { name, description: '' };
}

function optionsOf(command: CompletedCommand): CompletedOption[] {
  const help = { name: '--help', description: 'show what it takes', takesValue: false, choices: [] };
  return [...command.options, help];
}

/** Subcommands, or the words that the first argument may be. */
function wordsAfter(command: CompletedCommand, commands: readonly CompletedCommand[]): Entry[] {
  const children = commands.filter(
    ({ path }) => path.length === command.path.length + 1 && command.path.every((word, index) => path[index] === word),
  );
  const entries = children.map(({ path, description }) => ({ name: path.at(-1) ?? '', description }));
  return [...entries, ...command.choices.map(entryOf)];
}

/** Text in single quotes, for all three shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
