import { Argument, type Command } from 'commander';
import { printResult } from '../command-line.js';
import { bashScript, fishScript, zshScript, type CompletedCommand } from './completion-scripts.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** `interline completion SHELL`: prints what a shell needs to complete commands and options. */
export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('print completion for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .option('--json', 'print the result as JSON, and nothing else, on standard output')
    .addHelpText('after', HOW_TO_LOAD)
    .action((shell: keyof typeof SCRIPTS, { json }: { json?: boolean }) => {
      const script = SCRIPTS[shell](completedCommands(program));
      printResult(json, { shell, script }, () => script);
    });
}

const HOW_TO_LOAD = `
Examples:
  $ source <(interline completion bash)                                        in ~/.bashrc
  $ interline completion zsh > ~/.zfunc/_interline                             on the fpath
  $ interline completion fish > ~/.config/fish/completions/interline.fish`;

/** Every command and subcommand with its options, as the scripts need them. */
function completedCommands(program: Command, path: readonly string[] = []): CompletedCommand[] {
  const commands = program.commands.flatMap((command) => completedCommands(command, [...path, command.name()]));
  const own: CompletedCommand = {
    path,
    description: program.description(),
    options: program.options.flatMap(({ long, description, required, optional, argChoices }) => {
      if (!long) return [];
      return [{ name: long, description, takesValue: required || optional, choices: argChoices ?? [] }];
    }),
    choices: program.registeredArguments[0]?.argChoices ?? [],
  };
  return [own, ...commands];
}
