/** What the dock needs to open without a connection: told by the build, which knows how files are named. */
declare module 'interline:dock-shell' {
  export const SHELL: {
    /** Another for other files. */
    readonly version: string;
    readonly files: readonly string[]; // paths
  };
}
