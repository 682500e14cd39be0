import { RowRejected } from '../row-rejected.ts';
import type { Imp } from './bid-request.ts';
import {
  checkCpm,
  checkCurrency,
  checkFlag,
  checkNumber,
  checkObject,
  checkObjects,
  checkTextOrNumber,
  type Fields,
  isObject,
} from './checks.ts';

/** Validates what we read of an imp; throws RowRejected. */
export function checkImp(imp: unknown): Imp {
  if (!isObject(imp)) throw new RowRejected('imp is not an object');
  checkTextOrNumber(imp.id, 'imp.id');
  checkTextOrNumber(imp.tagid, 'imp.tagid');
  checkFlag(imp.instl, 'imp.instl');
  checkFlag(imp.rwdd, 'imp.rwdd');
  checkCpm(imp.bidfloor, 'imp.bidfloor');
  checkCurrency(imp.bidfloorcur, 'imp.bidfloorcur');
  checkBanner(imp.banner);
  checkVideo(imp.video);
  const audio = checkObject(imp.audio, 'imp.audio');
  checkNumber(audio?.startdelay, 'imp.audio.startdelay');
  checkObject(imp.native, 'imp.native');
  checkOutcome(checkObject(imp.ext, 'imp.ext') ?? {}, 'imp.ext');
  return imp as Imp;
}

function checkBanner(value: unknown): void {
  const banner = checkObject(value, 'imp.banner');
  if (!banner) return;
  checkSize(banner, 'imp.banner');
  checkNumber(banner.pos, 'imp.banner.pos');
  for (const size of checkObjects(banner.format, 'imp.banner.format')) {
    checkSize(size, 'imp.banner.format');
  }
}

function checkVideo(value: unknown): void {
  const video = checkObject(value, 'imp.video');
  if (!video) return;
  checkSize(video, 'imp.video');
  checkNumber(video.pos, 'imp.video.pos');
  checkNumber(video.startdelay, 'imp.video.startdelay');
}

function checkSize({ w, h }: Fields, path: string): void {
  checkNumber(w, `${path}.w`);
  checkNumber(h, `${path}.h`);
}

/** Validates an imp's outcome, win and price; throws RowRejected, naming it by `path`. */
export function checkOutcome({ won, price, cur }: Fields, path: string): void {
  checkFlag(won, `${path}.won`);
  checkCpm(price, `${path}.price`);
  checkCurrency(cur, `${path}.cur`);
}
