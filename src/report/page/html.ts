/** Text that is safe to put into a page as it is. Only `html` makes it. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | undefined | false | readonly Part[];

/** A piece of a page; everything put into the template is escaped unless it is `Html` itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = texts[0];
  parts.forEach((part, index) => (text += rendered(part) + texts[index + 1]));
  return { html: text };
}

/** Escaped for element content and for attribute values in quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(rendered).join('');
}
