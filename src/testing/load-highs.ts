import highsModule from 'highs';

// The package declares its types as CommonJS while Node loads its ES module, whose default is the loader itself.
const highsLoader = highsModule as unknown as typeof highsModule.default;

/** The HiGHS solver. */
export type Highs = Awaited<ReturnType<typeof highsLoader>>;

let loaded: Promise<Highs> | undefined;

/** Loads HiGHS once. */
export function loadHighs(): Promise<Highs> {
  loaded ??= highsLoader();
  return loaded;
}
