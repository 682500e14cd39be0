import { RowRejected } from '../row-rejected.ts';
import type { BidRequest } from './bid-request.ts';
import { checkOutcome } from './check-imp.ts';
import {
  checkNumber,
  checkObject,
  checkObjects,
  checkText,
  checkTextOrNumber,
  checkTexts,
  type Fields,
} from './checks.ts';

const MAX_IMPS = 100;
const MAX_BROWSERS = 20;
const MAX_TIME_LENGTH = 40;
const MAX_USER_AGENT_LENGTH = 2000;

/** Validates what we read of a bid request, but for its imps; throws RowRejected. */
export function checkRequest(request: Fields): BidRequest {
  checkTextOrNumber(request.id, 'id');
  checkTimes(request, '');
  checkTimes(checkObject(request.ext, 'ext') ?? {}, 'ext.');
  checkImps(request.imp);
  checkSite(request.site);
  checkApp(request.app);
  checkDevice(request.device);
  checkUser(request.user);
  for (const outcome of checkObjects(request.outcome, 'outcome', MAX_IMPS)) {
    checkOutcome(outcome, 'outcome');
    checkTextOrNumber(outcome.impid, 'outcome.impid');
  }
  return request as unknown as BidRequest;
}

function checkTimes({ ts, timestamp }: Fields, prefix: string): void {
  checkTextOrNumber(ts, `${prefix}ts`, MAX_TIME_LENGTH);
  checkTextOrNumber(timestamp, `${prefix}timestamp`, MAX_TIME_LENGTH);
}

function checkImps(imp: unknown): void {
  if (!Array.isArray(imp) || imp.length === 0) throw new RowRejected('no imp');
  if (imp.length > MAX_IMPS) throw new RowRejected(`more than ${MAX_IMPS} imps`);
}

function checkSite(value: unknown): void {
  const site = checkObject(value, 'site');
  if (!site) return;
  checkChannel(site, 'site');
  checkText(site.domain, 'site.domain');
}

function checkApp(value: unknown): void {
  const app = checkObject(value, 'app');
  if (!app) return;
  checkChannel(app, 'app');
  checkTextOrNumber(app.bundle, 'app.bundle');
}

function checkChannel({ id, cat, sectioncat, pagecat, cattax }: Fields, path: string): void {
  checkTextOrNumber(id, `${path}.id`);
  checkTexts(cat, `${path}.cat`);
  checkTexts(sectioncat, `${path}.sectioncat`);
  checkTexts(pagecat, `${path}.pagecat`);
  checkNumber(cattax, `${path}.cattax`);
}

function checkDevice(value: unknown): void {
  const device = checkObject(value, 'device');
  if (!device) return;
  checkText(device.ua, 'device.ua', MAX_USER_AGENT_LENGTH);
  checkStructuredAgent(device.sua);
  checkNumber(device.devicetype, 'device.devicetype');
  checkText(device.os, 'device.os');
  checkNumber(device.connectiontype, 'device.connectiontype');
  checkText(device.language, 'device.language');
  checkText(device.langb, 'device.langb');
  checkTextOrNumber(device.ifa, 'device.ifa');
  checkGeo(device.geo, 'device.geo');
}

function checkStructuredAgent(value: unknown): void {
  const agent = checkObject(value, 'device.sua');
  if (!agent) return;
  for (const { brand } of checkObjects(agent.browsers, 'device.sua.browsers', MAX_BROWSERS)) {
    checkText(brand, 'device.sua.browsers.brand');
  }
  const platform = checkObject(agent.platform, 'device.sua.platform');
  checkText(platform?.brand, 'device.sua.platform.brand');
}

function checkGeo(value: unknown, path: string): void {
  const geo = checkObject(value, path);
  if (!geo) return;
  checkText(geo.country, `${path}.country`);
  checkText(geo.region, `${path}.region`);
  checkText(geo.city, `${path}.city`);
}

function checkUser(value: unknown): void {
  const user = checkObject(value, 'user');
  if (!user) return;
  checkTextOrNumber(user.id, 'user.id');
  checkTextOrNumber(user.buyeruid, 'user.buyeruid');
  checkNumber(user.yob, 'user.yob');
  checkText(user.gender, 'user.gender');
  checkGeo(user.geo, 'user.geo');
  for (const { segment } of checkObjects(user.data, 'user.data')) {
    for (const { id, name } of checkObjects(segment, 'user.data.segment')) {
      checkTextOrNumber(id, 'user.data.segment.id');
      checkText(name, 'user.data.segment.name');
    }
  }
}
