const FORECASTS = '/api/v1/forecasts';

/** Where a forecast is asked for again; as a route or a path of the document with its placeholder. */
export function forecastUrl(id: string): string {
  return `${FORECASTS}/${id}`;
}
