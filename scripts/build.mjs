/** `npm run build`: compiles every layer and bundles the console. */
import { build } from './toolchain.mjs';

try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
