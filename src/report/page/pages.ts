import { html, type Html } from './html.js';

/** A page that a plan folder may hold. */
export interface PlanPage {
  readonly file: string;
  readonly label: string; // in the navigation
  /** It tells about the folder's plan, so that it goes when another plan takes that one's place. */
  readonly ofPlan?: boolean;
}

/** All pages of a plan folder, in the order in which their links stand. */
export const PLAN_PAGES = [
  { file: 'report.html', label: 'Plan', ofPlan: true },
  { file: 'coverage.html', label: 'Coverage' },
  { file: 'siting.html', label: 'Siting' },
  { file: 'scenarios.html', label: 'Scenarios' },
  { file: 'sweep.html', label: 'Clause curve' },
  { file: 'clauses.html', label: 'Clauses', ofPlan: true },
  { file: 'sharing.html', label: 'Sharing the gain', ofPlan: true },
  { file: 'growth.html', label: 'Growth' },
] as const satisfies readonly PlanPage[];

export type PlanPageFile = (typeof PLAN_PAGES)[number]['file'];

/** Links between the pages a folder holds; empty, and without any room, where it holds one page only. */
export function navigation(current: string, files: readonly string[]): Html {
  const pages = PLAN_PAGES.filter(({ file }) => file === current || files.includes(file));
  if (pages.length < 2) return { html: EMPTY };
  return html`<nav class="pages" aria-label="Pages of this plan">
    <ul>
      ${pages.map(({ file, label }) =>
        file === current
          ? html`<li><a href="${file}" aria-current="page">${label}</a></li>`
          : html`<li><a href="${file}">${label}</a></li>`,
      )}
    </ul>
  </nav>`;
}

/** A page as it was rendered, with links to the pages that the folder holds by now. */
export function withNavigation(page: string, current: string, files: readonly string[]): string {
  return page.replace(NAVIGATION, () => navigation(current, files).html);
}

const EMPTY = '<nav class="pages" hidden></nav>';
/** Text of a workspace cannot look like this: in a page it is escaped. */
const NAVIGATION = /<nav class="pages".*?<\/nav>/s;
