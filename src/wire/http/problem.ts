import { z } from '@hono/zod-openapi';

/** What can be wrong with a request, the status it is answered with, and what it is called. */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'The request cannot be read' },
  not_signed_in: { status: 401, title: 'Who is asking is not known' },
  forbidden: { status: 403, title: 'This is not allowed' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This cannot be done here' },
  conflict: { status: 409, title: 'This does not fit what is there' },
  changed_meanwhile: { status: 412, title: 'It has changed since it was read' },
  too_large: { status: 413, title: 'The request is too large' },
  wrong_content_type: { status: 415, title: 'The request is in another format' },
  invalid: { status: 422, title: 'The request has faults' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  failed: { status: 500, title: 'Something failed here' },
  timed_out: { status: 503, title: 'This takes too long' },
  not_ready: { status: 503, title: 'Not ready' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of a request, with the place where it is. */
export const FaultSchema = z
  .object({
    code: z.string().openapi({ example: 'unknown_reference' }),
    message: z.string().openapi({ description: 'What is wrong, as a sentence.' }),
    pointer: z
      .string()
      .optional()
      .openapi({ description: 'JSON pointer into the body.', example: '#/destination_pin' }),
    parameter: z.string().optional().openapi({ description: 'Name of a parameter of path, query or header.' }),
    line: z.number().int().optional().openapi({ description: 'Of a text that was sent, from 1.' }),
    column: z
      .string()
      .optional()
      .openapi({ description: 'Of a text: name of the column, or path of the key.', example: 'capacity[0].kg' }),
    value: z.string().optional().openapi({ description: 'What stood there, cut to a readable length.' }),
    allowed: z.string().optional().openapi({ description: 'What would be accepted.' }),
    suggestion: z.string().optional().openapi({ description: 'The likely correction.' }),
  })
  .openapi('Fault');

/** How every refusal is told: RFC 9457, with code, request id and all faults at once. */
export const ProblemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:interline:problem:invalid' }),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    request_id: z.string().openapi({ description: 'Names the request in the logs of the server.' }),
    errors: z.array(FaultSchema).optional(),
  })
  .openapi('Problem');

export type WireFault = z.infer<typeof FaultSchema>;
export type Problem = z.infer<typeof ProblemSchema>;
