/** Where each operation is, by its name: told by the build from the operations themselves. */
declare module 'interline:routes' {
  export const ROUTES: unknown;
}
