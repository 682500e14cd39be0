/** Countries whose administrative codes in GeoNames are those of ISO 3166-2. */
const SAME_CODES = new Set(['US', 'GB', 'CH', 'BE']);

/** GeoNames' administrative codes of India -> ISO 3166-2. */
const INDIA: Readonly<Record<string, string>> = {
  '02': 'AP',
  '03': 'AS',
  '05': 'CH',
  '07': 'DL',
  '09': 'GJ',
  '10': 'HR',
  '13': 'KL',
  '16': 'MH',
  '19': 'KA',
  '21': 'OD',
  '23': 'PB',
  '24': 'RJ',
  '25': 'TN',
  '28': 'WB',
  '33': 'GA',
  '34': 'BR',
  '35': 'MP',
  '36': 'UP',
  '37': 'CG',
  '38': 'JH',
  '39': 'UK',
  '40': 'TG',
};

/** The ISO 3166-2 region of a city, by its country and GeoNames' code; undefined where unknown. */
export function regionOf(country: string, adminCode: string): string | undefined {
  if (SAME_CODES.has(country)) return `${country}-${adminCode}`;
  const code = country === 'IN' ? INDIA[adminCode] : undefined;
  return code && `${country}-${code}`;
}
