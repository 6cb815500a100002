import { callRoute, type AnyRequest, type Client, type ClientOptions } from './call-route.js';
import { OPERATIONS } from '../operations.js';
import { routeOf } from './route.js';

export { RefusedError, type Answer, type Client, type ClientOptions } from './call-route.js';

/** Headers of an API key. */
export function keyHeaders(secret: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${secret}` };
}

/** A client of all operations, which checks what the server answers against the schemas. */
export function makeClient(options: ClientOptions): Client {
  const entries = Object.entries(OPERATIONS).map(([name, operation]) => {
    const route = routeOf(operation);
    const { body: schema } = operation.answer as { readonly body?: { readonly parse: (body: unknown) => unknown } };
    const parse = (body: unknown): unknown => schema?.parse(body);
    return [name, (request: AnyRequest = {}) => callRoute(options, route, request, parse)];
  });
  return Object.fromEntries(entries) as Client;
}
