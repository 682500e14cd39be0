import { UNKNOWN } from '../dimensions.ts';
import type { RequestRow } from '../request-row.ts';
import type { Imp } from './bid-request.ts';
import { POSITIONS } from './codes.ts';
import { columnReader } from './values.ts';

const adUnitOf = columnReader('adUnit');

type ImpressionColumns = Pick<
  RequestRow,
  'adUnit' | 'format' | 'size' | 'position' | 'floorCpm' | 'floorCurrency'
>;

/**
 * Ad unit, format, size, position and floor price of an imp; a floor without a currency is in
 * dollars, as the standard says.
 */
export function impressionColumns(imp: Imp): ImpressionColumns {
  const floorCpm = imp.bidfloor ?? 0;
  return {
    adUnit: adUnitOf(imp.tagid),
    format: formatOf(imp),
    size: sizeOf(imp),
    position: positionOf(imp),
    floorCpm,
    floorCurrency: floorCpm > 0 ? (imp.bidfloorcur ?? 'USD').toUpperCase() : '',
  };
}

/** One format an imp: how it is shown comes first, then the richest of what it takes. */
function formatOf(imp: Imp): string {
  if (imp.rwdd) return 'rewarded';
  if (imp.instl) return 'interstitial';
  return (['video', 'audio', 'native', 'banner'] as const).find((kind) => imp[kind]) ?? UNKNOWN;
}

/** Width x height in pixels, the first where a banner may have several sizes. */
function sizeOf({ banner, video }: Imp): string {
  const sizes = [video, banner, ...(banner?.format ?? [])];
  const known = sizes.find((size) => isLength(size?.w) && isLength(size?.h));
  return known ? `${known.w}x${known.h}` : UNKNOWN;
}

function isLength(pixels: number | null | undefined): boolean {
  return Number.isInteger(pixels) && (pixels ?? 0) > 0;
}

/** When in the stream, for video and audio that say so; where on the page or screen, otherwise. */
function positionOf(imp: Imp): string {
  const { video, audio, banner, instl } = imp;
  const startDelay = (video ?? audio)?.startdelay;
  if (typeof startDelay === 'number') return rollOf(startDelay);
  const position = POSITIONS[video?.pos ?? banner?.pos ?? 0];
  return position ?? (instl ? 'full screen' : UNKNOWN);
}

/** Start delays (AdCOM 1.0, list 'Start Delay Modes'): seconds into the content, or a code. */
function rollOf(startDelay: number): string {
  if (startDelay === 0) return 'pre-roll';
  return startDelay === -2 ? 'post-roll' : 'mid-roll';
}
