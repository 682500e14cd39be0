import { z } from 'zod';

/** What an answer to a question about forecasts says; all of it plain text. */
export const saidSchema = z.object({
  text: z.string(),
  /** How it came to be, and what to mind. */
  notes: z.array(z.string()),
  /** What it stands on. */
  sources: z.array(z.string()),
  /** What would help: the words of a button, and the text that it asks. */
  actions: z.array(z.object({ label: z.string(), followUp: z.string() })),
});
export type Said = z.infer<typeof saidSchema>;

/** An empty answer: nothing of it has been streamed yet. */
export const NOTHING_SAID: Said = { text: '', notes: [], sources: [], actions: [] };
