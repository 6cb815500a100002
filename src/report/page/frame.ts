import { html, type Html } from './html.js';
import { navigation, type PlanPageFile } from './pages.js';
import { pageStyle } from './style.js';

/** What every page of a plan folder says about its workspace; a plan's summary fits. */
export interface PageSubject {
  readonly name: string;
  readonly currency: string; // ISO 4217
  readonly timezone: string;
  readonly synthetic: boolean;
  readonly parties: readonly unknown[]; // one for each colour
}

/** What one page adds to the frame that all share. */
export interface Page {
  readonly file: PlanPageFile;
  /** Of the window; what it is about comes first. */
  readonly title: string;
  /** What the page is, after "Skip to the". */
  readonly kind: string;
  readonly hero: Hero;
  /** Each a `section` with an `h2`. */
  readonly sections: readonly Html[];
  /** From the workspace: where its data came from, what is synthetic. */
  readonly notes: readonly string[];
  /** A sentence that says in which files beside the page its figures are. */
  readonly data: Html;
  /** Style that only this page needs. */
  readonly style?: string;
}

/** The top of a page. */
export interface Hero {
  readonly kicker: string;
  readonly heading: string;
  /** One sentence that says it all. */
  readonly lede: string;
  /** The numbers that are asked for first; four to six. */
  readonly tiles: readonly Tile[];
  /** Beside the words on wide screens, below them on narrow ones. */
  readonly map?: Html | undefined;
}

export interface Tile {
  readonly term: string;
  readonly figure: string;
  readonly detail: string;
}

/**
 * A page of a plan folder as one HTML file that needs nothing else: no script, no font, no server. Its links to the
 * folder's other pages are filled in by `withNavigation` once those exist.
 */
export function renderPage(subject: PageSubject, page: Page): string {
  const { synthetic } = subject;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="Interline" />
        <title>${page.title}</title>
        <style>
          ${pageStyle(subject.parties.length, synthetic)}${page.style !== undefined && { html: page.style }}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the ${page.kind}</a>
        ${synthetic && banner()} ${navigation(page.file, [])} ${heroOf(page.hero)}
        <main id="main">${page.sections} ${notesSection(page.notes, synthetic)}</main>
        <footer>
          <p>
            Made by Interline from ${subject.name}. Money in ${subject.currency}; times are local to
            ${subject.timezone}. ${page.data}
          </p>
        </footer>
      </body>
    </html> `.html;
}

function banner(): Html {
  return html`<aside class="banner" aria-label="Synthetic data">
    <strong>Synthetic data.</strong> <span>Computed from generated input; no real operation is described.</span>
    <a href="#notes">What is real, what is not</a>
  </aside>`;
}

function heroOf({ kicker, heading, lede, tiles, map }: Hero): Html {
  return html`<header class="hero ${map !== undefined && 'with-map'}">
    <div class="headline">
      <p class="kicker">${kicker}</p>
      <h1>${heading}</h1>
      <p class="lede">${lede}</p>
      <dl class="tiles">
        ${tiles.map(
          ({ term, figure, detail }) =>
            html`<div class="tile">
              <dt>${term}</dt>
              <dd><strong>${figure}</strong><span>${detail}</span></dd>
            </div>`,
        )}
      </dl>
    </div>
    ${map}
  </header>`;
}

function notesSection(notes: readonly string[], synthetic: boolean): Html {
  if (notes.length === 0 && !synthetic) return html``;
  return html`<section aria-labelledby="notes">
    <h2 id="notes">${synthetic ? 'What is synthetic, and what was repaired' : 'About the data'}</h2>
    <div class="card">
      ${
        notes.length === 0
          ? html`<p>Parts of this workspace are generated; it does not say which.</p>`
          : html`<ul class="notes">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
    </div>
  </section>`;
}
