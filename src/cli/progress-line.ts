/** Where progress is shown: standard error, or a stand-in for it. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line on a terminal that is written over as work goes on. Says nothing where the output is not a terminal. */
export class ProgressLine {
  private readonly terminal: Terminal;
  private shown = false;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  show(text: string): void {
    if (this.terminal.isTTY !== true) return;
    this.terminal.write(`\r\u001b[K${text.slice(0, (this.terminal.columns || 80) - 1)}`);
    this.shown = true;
  }

  /** Clears the line, so that what follows starts in the first column. */
  end(): void {
    if (this.shown) this.terminal.write('\r\u001b[K');
    this.shown = false;
  }
}
