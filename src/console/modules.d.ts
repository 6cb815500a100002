/** Style sheets, which the bundler puts into files of their own. */
declare module '*.css';

/** Fonts, of which the bundler takes what the style sheets name. */
declare module '@fontsource*';

/** Addresses of files that the bundler copies. */
declare module '*?url' {
  const address: string;
  export default address;
}
