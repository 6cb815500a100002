import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPERATIONS } from '../../wire/operations.js';
import { openApiDocument } from './openapi.js';

interface Documented {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, object>>;
}

// As a reader of the file finds it, not as it lies in memory.
const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3'))) as {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly tags: readonly { readonly name: string }[];
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
};

const documented = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

test('every operation is in the document once, under its path, method and topic, with all its parameters', () => {
  assert.match(document.openapi, /^3\.1\.\d$/);
  assert.deepEqual([document.info['title'], document.info['version']], ['Interline', '1.2.3']);
  const ids = documented.map(({ operation }) => operation.operationId);
  assert.deepEqual(ids.toSorted(), Object.keys(OPERATIONS).toSorted());
  const topics = new Set(document.tags.map(({ name }) => name));
  for (const { path, method, operation } of documented) {
    const { operationId, tags, parameters = [], security, requestBody } = operation;
    const known = Object.values(OPERATIONS).find(({ id }) => id === operationId);
    assert.deepEqual([known?.path, known?.method], [path, method]);
    assert.ok(tags.length === 1 && topics.has(tags[0]), operationId);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    assert.deepEqual(
      inPath.map(({ name }) => name).toSorted(),
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted(),
      operationId,
    );
    assert.ok(inPath.every(({ required }) => required));
    assert.equal(new Set(parameters.map(({ name, in: place }) => `${place} ${name}`)).size, parameters.length);
    assert.equal(security.length === 0, known?.access === 'anybody', operationId);
    assert.equal(requestBody !== undefined, known !== undefined && 'body' in known, operationId);
  }
});

test('every operation documents its answer, refusals and failures, with headers', () => {
  for (const { operation } of documented) {
    const { operationId, responses } = operation;
    const statuses = Object.keys(responses);
    const known = Object.values(OPERATIONS).find(({ id }) => id === operationId);
    for (const status of [String(known?.answer.status), '429', 'default']) {
      assert.ok(statuses.includes(status), `${operationId} ${status}`);
    }
    const good = JSON.stringify(responses[String(known?.answer.status)]);
    for (const name of ['X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']) {
      assert.ok(good.includes(name), `${operationId} ${name}`);
    }
    if (known?.access !== 'anybody') assert.ok(statuses.includes('401') && statuses.includes('403'), operationId);
    if (operation.parameters?.some(({ name, in: place }) => place === 'path' && name === 'id') === true) {
      assert.ok(statuses.includes('404'), operationId);
    }
  }
});

test('every reference leads somewhere, and everything that can be referred to is', () => {
  const references = new Set([...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, path]) => path));
  for (const reference of references) {
    const [, , kind = '', name = ''] = reference.split('/');
    assert.ok(reference.startsWith('#/components/') && document.components[kind]?.[name] !== undefined, reference);
  }
  for (const kind of ['schemas', 'responses', 'headers']) {
    for (const name of Object.keys(document.components[kind] ?? {})) {
      assert.ok(references.has(`#/components/${kind}/${name}`), `${kind}/${name}`);
    }
  }
});

test('every schema is one of JSON Schema 2020-12, as OpenAPI 3.1 has them, and takes its own examples', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', ...document });
  let count = 0;
  for (const schema of schemasOf(document)) {
    assert.ok(ajv.validateSchema(schema) === true, `${JSON.stringify(ajv.errors)} ${JSON.stringify(schema)}`);
    const { example, pattern } = schema as { readonly example?: unknown; readonly pattern?: string };
    if (pattern !== undefined) assert.doesNotMatch(pattern, /\/[a-z]*$/, 'a pattern has no flags');
    if (example === undefined || JSON.stringify(example).includes('…')) continue;
    const { $ref: _, ...own } = schema as Readonly<Record<string, unknown>>;
    if (JSON.stringify(own).includes('$ref')) continue;
    assert.ok(ajv.validate(own, example), `${JSON.stringify(example)} does not fit ${JSON.stringify(own)}`);
    count++;
  }
  assert.ok(count > 20);
});

/** Everything under a key `schema`, and what is inside of it. */
function* schemasOf(value: unknown, isSchema = false): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* schemasOf(item, isSchema);
    return;
  }
  if (isSchema) yield value;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'example' || key === 'default' || key === 'enum' || key === 'const') continue;
    const named = ['properties', 'schemas', 'patternProperties'].includes(key);
    if (named) for (const schema of Object.values(inner as object)) yield* schemasOf(schema, true);
    else yield* schemasOf(inner, isSchema || key === 'schema');
  }
}
