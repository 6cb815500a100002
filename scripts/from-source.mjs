/**
 * Lets Node run the TypeScript sources as they are, without a build: `node --import ./scripts/from-source.mjs FILE.ts`.
 * Worker threads inherit `--import`, so each thread loads this file and the sources too; tsx by itself registers in the
 * main thread alone. With `--conditions=source`, `#interline/...` means the sources as well.
 */
import { register } from 'tsx/esm/api';

register();
