/** Names that JavaScript keeps for places that have another one today. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Etc/UTC': 'UTC',
  'Etc/GMT': 'UTC',
  'Europe/Kiev': 'Europe/Kyiv',
};

const modern = (name: string) => RENAMED[name] ?? name;

const ZONES = new Set([...Intl.supportedValuesOf('timeZone').map(modern), 'UTC']);

/** Every IANA time zone that people may choose, by name. */
export function timeZones(): string[] {
  return [...ZONES].sort();
}

/** Normalizes a time zone to the IANA name it has today; UTC where there is none of that name. */
export function knownTimeZone(name = 'UTC'): string {
  const today = modern(name);
  return ZONES.has(today) ? today : 'UTC';
}
