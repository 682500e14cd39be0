import { z } from 'zod';

import { forecastSchema, refusalSchema } from '../../../data/forecast.ts';
import { forecastUrl } from '../paths.ts';
import { EXAMPLE_FORECAST } from './example.ts';
import { problemSchema } from './problem.ts';

const { id: EXAMPLE_ID } = EXAMPLE_FORECAST;
const EXAMPLE_URL = forecastUrl(EXAMPLE_ID);
const EXAMPLE_REFUSAL = {
  reason: 'Too few requests match.',
  needed: 'Take a dimension out of the targeting.',
};

const id = z.uuid().meta({ description: 'Identity of the forecast, to ask for it again.' });

const fullForecastSchema = forecastSchema.meta({
  id: 'Forecast',
  description: 'What a targeting would deliver; ranges are P10, P50 and P90.',
  example: EXAMPLE_FORECAST,
});

const refusedSchema = refusalSchema
  .extend({ id, notes: z.array(z.string()).meta({ description: 'What was assumed.' }) })
  .meta({
    id: 'Refusal',
    description: 'Why an honest forecast cannot be made, and what it would need.',
    example: { id: EXAMPLE_ID, refused: EXAMPLE_REFUSAL, notes: [] },
  });

/** A forecast, or why there is none: both are answers. */
export const forecastAnswerSchema = z
  .union([fullForecastSchema, refusedSchema])
  .meta({ id: 'ForecastAnswer', description: 'A forecast, or the reason why there is none.' });
export type ForecastAnswer = z.infer<typeof forecastAnswerSchema>;

const status = z
  .enum(['accepted', 'running', 'answered', 'failed', 'cancelled'])
  .meta({ description: '`accepted` and `running` are under way; the others are final.' });

/** Response of a 202: where a forecast that takes longer will be. */
export const forecastReceiptSchema = z
  .strictObject({ id, status, url: z.string().meta({ description: 'Where to ask for it.' }) })
  .meta({
    id: 'ForecastReceipt',
    description: 'The forecast is under way.',
    example: { id: EXAMPLE_ID, status: 'running', url: EXAMPLE_URL },
  });

/** Response with the status of a forecast, and its answer once there is one. */
export const forecastStateSchema = z
  .strictObject({
    ...forecastReceiptSchema.shape,
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    answer: forecastAnswerSchema.nullable().meta({ description: 'Once `answered`.' }),
    problem: problemSchema.nullable().meta({ description: 'Why it `failed`.' }),
  })
  .meta({
    id: 'ForecastState',
    description: 'How a forecast stands.',
    example: {
      id: EXAMPLE_ID,
      status: 'answered',
      url: EXAMPLE_URL,
      createdAt: '2026-11-23T08:59:59.000Z',
      finishedAt: '2026-11-23T09:00:00.000Z',
      answer: EXAMPLE_FORECAST,
      problem: null,
    },
  });
export type ForecastState = z.infer<typeof forecastStateSchema>;

/** Response of `POST /forecast`: the figures that the prototype's model server promised. */
export const predictionAnswerSchema = z
  .strictObject({
    forecast: z.strictObject({
      daily_impressions: z
        .number()
        .nonnegative()
        .nullable()
        .meta({ description: 'Impressions of an average day of the flight, at P50.' }),
      daily_reach: z
        .number()
        .nonnegative()
        .nullable()
        .meta({ description: 'Users reached on an average day of the flight, at P50.' }),
      prediction: z.number().min(0).max(1).nullable().meta({
        description: 'Probability that a matching request becomes an impression of ours.',
      }),
    }),
    notes: z.array(z.string()).meta({ description: 'Why a figure is null, and what it is of.' }),
    full: forecastAnswerSchema,
  })
  .meta({
    id: 'PredictionAnswer',
    description: 'Average days and the chance of an impression, beside the full forecast.',
    example: {
      forecast: { daily_impressions: 1_000, daily_reach: 500, prediction: 0.21 },
      notes: [],
      full: EXAMPLE_FORECAST,
    },
  });
export type PredictionAnswer = z.infer<typeof predictionAnswerSchema>;
