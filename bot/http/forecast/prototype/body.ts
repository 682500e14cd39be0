import { addDays, type Day } from '../../../../data/calendar.ts';
import { DEVICE_TYPES } from '../../../../data/openrtb/codes.ts';
import { canonicalPlan, type Plan } from '../../../../data/plan.ts';
import { type BodyError, jsonPointer } from '../../bodies/json-pointer.ts';
import { bodyProblem } from '../../problem.ts';
import type { PrototypeBody } from '../../schemas/plan-body.ts';
import { oneRange, readYears, type Years } from './ages.ts';
import { placeOf } from './places.ts';
import { siteOf } from './sites.ts';

/** What is asked, and what was filled in for it, in words. */
export interface AskedPlan {
  plan: Plan;
  assumptions: readonly string[];
}

const FLIGHT_DAYS = 14;

/** What reading the parts of a body finds on the way. */
interface Findings {
  errors: BodyError[];
  assumptions: Set<string>;
}

/**
 * Converts a body in the old format of the prototype into a plan, and tells what was assumed.
 * @throws HttpProblem 400 with every problem and where it is.
 */
export function planOfPrototype(body: PrototypeBody, today: Day): AskedPlan {
  const findings: Findings = { errors: [], assumptions: new Set() };
  const flight = { start: addDays(today, 1), end: addDays(today, FLIGHT_DAYS) };
  findings.assumptions.add(
    `The flight is the next ${FLIGHT_DAYS} days, ${flight.start} to ${flight.end}.`,
  );
  const targeting = {
    age: readAges(body, findings),
    deviceType: { include: readDevices(body, findings) },
    geo: { include: readPlaces(body, findings) },
    site: { include: readSites(body, findings) },
  };
  if (findings.errors.length > 0) throw bodyProblem(findings.errors);
  return {
    plan: canonicalPlan({ targeting, flight }),
    assumptions: [...findings.assumptions],
  };
}

/** Merges the ages of all targets into one range, and tells so. */
function readAges({ geo_target }: PrototypeBody, { errors, assumptions }: Findings) {
  const read = new Map<string, Years>();
  for (const [index, { age }] of (geo_target?.included ?? []).entries()) {
    if (age === undefined || age === '') continue;
    const years = readYears(age);
    if (years) read.set(`${years.min}-${years.max}`, years);
    else {
      const pointer = jsonPointer(['geo_target', 'included', index, 'age']);
      errors.push({ pointer, detail: 'must be ages such as 25-34, 65+ or 40, up to 120' });
    }
  }
  const range = oneRange([...read.values()]);
  if (range && read.size > 1) {
    const all = [...read.keys()].join(', ');
    assumptions.add(`Ages ${all} are taken as one range, ${range.min}-${range.max}, everywhere.`);
  }
  return range;
}

/** Resolves the geo targets to places by their names, and collects what cannot be resolved. */
function readPlaces({ geo_target }: PrototypeBody, { errors, assumptions }: Findings): string[] {
  return (geo_target?.included ?? []).flatMap((target, index) => {
    if (target.target_id !== undefined) {
      assumptions.add('Places are found by their names; target_id is not read.');
    }
    const found = placeOf(target);
    if (!found) return [];
    if ('problem' in found) {
      const pointer = jsonPointer(['geo_target', 'included', index, found.key]);
      errors.push({ pointer, detail: found.problem });
      return [];
    }
    if (found.assumed) assumptions.add(found.assumed);
    return [found.place];
  });
}

/** Maps device type codes of AdCOM to the names that plans use. */
function readDevices({ device_type }: PrototypeBody, { errors }: Findings): string[] {
  return (device_type?.included ?? []).flatMap((code, index) => {
    const device = DEVICE_TYPES[code];
    if (device !== undefined) return [device];
    const pointer = jsonPointer(['device_type', 'included', index]);
    errors.push({ pointer, detail: 'must be a device type of AdCOM 1.0, 1 to 8' });
    return [];
  });
}

/** Normalizes inventory URLs to the sites that plans name. */
function readSites({ inventory_url }: PrototypeBody, { errors, assumptions }: Findings): string[] {
  return (inventory_url?.included ?? []).flatMap((address, index) => {
    const found = siteOf(address);
    if (!found) {
      const pointer = jsonPointer(['inventory_url', 'included', index]);
      errors.push({
        pointer,
        detail: 'must be the address of a site, such as https://example.com',
      });
      return [];
    }
    if (found.isCut) assumptions.add('Of an inventory_url, only the site counts.');
    return [found.site];
  });
}
