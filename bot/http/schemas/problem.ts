import { z } from 'zod';

const bodyErrorSchema = z.strictObject({
  pointer: z.string().meta({ description: 'Where in the body: a JSON Pointer as a fragment.' }),
  detail: z.string(),
});

/** A refusal, as RFC 9457 (Problem Details for HTTP APIs) has it. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string().optional(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'What happened and what to do, for people.' }),
    requestId: z.string().optional().meta({ description: 'Finds the request in the log.' }),
    errors: z.array(bodyErrorSchema).optional().meta({ description: 'What is wrong with a body.' }),
  })
  .meta({
    id: 'Problem',
    description: 'A refusal, as RFC 9457 has it.',
    example: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'One thing is wrong with the body.',
      requestId: 'f2a7',
      errors: [{ pointer: '#/flight', detail: 'Invalid input: expected object' }],
    },
  });
export type Problem = z.infer<typeof problemSchema>;
