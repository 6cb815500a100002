import { runInterline } from './run-interline.js';

/** The program itself: runs the command line it was started with. */
await runInterline(process.argv);
