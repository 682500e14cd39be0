import { UNKNOWN } from '../dimensions.ts';
import { normalRegion } from '../import/normal-form.ts';
import { memoizeText } from '../memoize.ts';
import type { RequestRow } from '../request-row.ts';
import type { BidRequest, Device, Geo } from './bid-request.ts';
import { CONNECTIONS, DEVICE_TYPES } from './codes.ts';
import { agentOf, shortName } from './user-agent.ts';
import { columnReader } from './values.ts';

const osOf = columnReader('os');
const browserOf = columnReader('browser');
const languageOf = columnReader('language');
const countryOf = columnReader('country');
const regionOf = columnReader('region');
const cityOf = columnReader('city');

/** Of a country and a region with a NUL between them, which neither can hold. */
const regionIn = memoizeText((place) => {
  const [country = '', region = ''] = place.split('\0');
  return normalRegion(region, country);
});

type DeviceColumns = Pick<RequestRow, 'deviceType' | 'os' | 'browser' | 'connection' | 'language'>;

/**
 * Device type, OS, browser, connection and language of a device; its user agent answers where its
 * own fields are silent.
 */
export function deviceColumns(device: Device): DeviceColumns {
  const agent = agentOf(device);
  return {
    deviceType: DEVICE_TYPES[device.devicetype ?? 0] ?? agent.deviceType,
    os: osOf(device.os ? shortName(device.os) : agent.os),
    browser: browserOf(agent.browser),
    connection: CONNECTIONS[device.connectiontype ?? 0] ?? UNKNOWN,
    language: languageOf((device.language ?? device.langb)?.split('-')[0]),
  };
}

/** Country, region and city of the device; where it does not say, of its user's home. */
export function geoColumns({
  device,
  user,
}: BidRequest): Pick<RequestRow, 'country' | 'region' | 'city'> {
  const places = [device?.geo, user?.geo];
  const geo: Partial<Geo> = places.find((place) => place?.country) ?? places.find(Boolean) ?? {};
  const country = countryOf(geo.country);
  const region = regionIn(`${country}\0${regionOf(geo.region)}`);
  return { country, region, city: cityOf(geo.city) };
}
