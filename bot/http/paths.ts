const FORECASTS = '/api/v1/forecasts';

/**
 * The URL path at which a forecast is read or cancelled; with a placeholder, as a route or a path
 * of the document.
 */
export function forecastUrl(id: string): string {
  return `${FORECASTS}/${id}`;
}
