import type { OpenApiDocument } from './openapi.js';

/** What of the document is drawn; the rest is in the document itself. */
interface Drawn {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<Record<string, Response | { readonly $ref: string }>>;
  readonly 'x-scope'?: string;
}

interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The interface as a page to read: one file, no scripts, nothing from elsewhere. */
export function docsPage(document: OpenApiDocument): string {
  const sections = new Map<string, string[]>();
  const shared = (document.components?.responses ?? {}) as Readonly<Record<string, Response>>;
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = (item as Readonly<Record<string, Drawn | undefined>>)[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? '';
      sections.set(tag, [...(sections.get(tag) ?? []), drawOperation(method, path, operation, shared)]);
    }
  }
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>);
  const tags = [...sections.keys(), 'Schemas'];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Interline: the interface</title><style>${STYLE}</style></head><body>
<header><h1>Interline: the interface</h1>${paragraphs(document.info.description ?? '')}
<p>The same as a document for programs: <a href="/v1/openapi.json">openapi.json</a>. Version ${escaped(document.info.version)}.</p>
<nav>${tags.map((tag) => `<a href="#${anchor(tag)}">${escaped(tag)}</a>`).join(' ')}</nav></header>
<main>${[...sections].map(([tag, parts]) => `<section id="${anchor(tag)}"><h2>${escaped(tag)}</h2>${parts.join('\n')}</section>`).join('\n')}
<section id="schemas"><h2>Schemas</h2>${schemas.map(([name, schema]) => drawSchema(name, schema)).join('\n')}</section></main>
</body></html>
`;
}

function drawOperation(
  method: string,
  path: string,
  operation: Drawn,
  shared: Readonly<Record<string, Response>>,
): string {
  const scope = operation['x-scope'] ?? '';
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema, description }) =>
      `<tr><td><code>${escaped(name)}</code> <i>${escaped(place)}${required === true ? '' : ', optional'}</i></td>` +
      `<td>${typeOf(schema)}</td><td>${escaped(description ?? schema?.description ?? '')}</td></tr>`,
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<h4>Body, ${escaped(type)}</h4>${drawFields(schema)}`,
  );
  const answers = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const told = '$ref' in response ? shared[response.$ref.split('/').at(-1) ?? ''] : response;
    const types = Object.values(told?.content ?? {}).map(({ schema }) => typeOf(schema));
    const code = status === 'default' ? 'else' : status;
    const row = `<tr><td>${code}</td><td>${escaped(told?.description ?? '')}</td><td>${types.join(', ')}</td></tr>`;
    return row + fieldsOfAnswer(told);
  });
  return `<details id="${escaped(operation.operationId ?? '')}"><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escaped(path)}</code>
<span>${escaped(operation.summary ?? '')}</span></summary>
${paragraphs(operation.description ?? '')}<p>Needs: <code>${escaped(scope)}</code></p>
${parameters.length === 0 ? '' : `<h4>Parameters</h4><table>${parameters.join('')}</table>`}
${body.join('')}<h4>Answers</h4><table class="answers">${answers.join('')}</table></details>`;
}

/** What an answer holds, where that has no name of its own to lead to. */
function fieldsOfAnswer(response: Response | undefined): string {
  const [schema] = Object.values(response?.content ?? {}).map((content) => content.schema);
  return schema?.properties === undefined ? '' : `<tr><td></td><td colspan="2">${drawFields(schema)}</td></tr>`;
}

function drawSchema(name: string, schema: Schema): string {
  return `<details id="schema-${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${drawFields(schema)}</details>`;
}

function drawFields(schema: Schema | undefined): string {
  const inner = schema?.items === undefined || schema.$ref !== undefined ? schema : schema.items;
  if (inner?.properties === undefined) return `<p>${typeOf(schema)} ${escaped(schema?.description ?? '')}</p>`;
  const rows = Object.entries(inner.properties).map(
    ([key, field]) =>
      `<tr><td><code>${escaped(key)}</code>${inner.required?.includes(key) === true ? '' : ' <i>optional</i>'}</td>` +
      `<td>${typeOf(field)}</td><td>${escaped(field.description ?? '')}</td></tr>` +
      (field.properties === undefined ? '' : `<tr><td></td><td colspan="2">${drawFields(field)}</td></tr>`),
  );
  return `<table>${rows.join('')}</table>`;
}

/** A schema in a few words, with a link where it has a name. */
function typeOf(schema: Schema | undefined): string {
  if (schema === undefined) return '';
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#schema-${escaped(name)}">${escaped(name)}</a>`;
  }
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `<code>${escaped(String(value))}</code>`).join(' ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  const types = [schema.type ?? []].flat().map((type) => (type === 'null' ? 'null' : (schema.format ?? type)));
  const limits = [
    schema.minimum === undefined ? '' : `from ${schema.minimum}`,
    schema.maximum === undefined ? '' : `to ${schema.maximum}`,
    schema.maxLength === undefined ? '' : `up to ${schema.maxLength} characters`,
    schema.default === undefined ? '' : `else ${JSON.stringify(schema.default)}`,
  ].filter((text) => text !== '');
  return escaped([types.join(' or '), ...limits].join(', '));
}

function paragraphs(text: string): string {
  return text === ''
    ? ''
    : text
        .split('\n\n')
        .map((part) => `<p>${escaped(part)}</p>`)
        .join('');
}

function anchor(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

/** Text as it stands in a page. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#5a636e, #9aa4b0); --link: light-dark(#0b57a4, #7ab7f5); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; background: light-dark(#fff, #14171b); color: light-dark(#16191d, #e6e9ed); }
a { color: var(--link); } nav a { margin-right: 1rem; } h2 { margin-top: 2rem; } h4 { margin: 1rem 0 .25rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; } summary span { color: var(--soft); display: block; margin-left: 1.1rem; }
summary b { font: 600 13px ui-monospace, monospace; display: inline-block; min-width: 4em; }
code { font: 14px ui-monospace, monospace; overflow-wrap: anywhere; } i { color: var(--soft); font-size: 13px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } td { border-top: 1px solid var(--line); padding: .3rem .5rem .3rem 0; vertical-align: top; overflow-wrap: break-word; }
td:first-child { width: 9rem; } .answers > tbody > tr > td:first-child { width: 2.5rem; }`;
