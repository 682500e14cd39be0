import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Response to a body of live requests: how many were accepted, updated, duplicate or rejected. */
export const requestsReceiptSchema = z
  .strictObject({
    read: count.meta({ description: 'Lines that were not blank.' }),
    accepted: count.meta({ description: 'Requests that were new.' }),
    updated: count.meta({ description: 'Requests that were known, and now say more.' }),
    duplicates: count.meta({ description: 'Requests that were known.' }),
    rejected: count.meta({ description: 'Lines refused.' }),
    reasons: z.record(z.string(), count).meta({ description: 'Lines refused, by reason.' }),
    firstRejected: z.array(z.strictObject({ line: count, reason: z.string() })),
  })
  .meta({
    id: 'RequestsReceipt',
    description: 'What became of the lines.',
    example: {
      read: 2,
      accepted: 1,
      updated: 0,
      duplicates: 0,
      rejected: 1,
      reasons: { 'not JSON': 1 },
      firstRejected: [{ line: 2, reason: 'not JSON' }],
    },
  });
