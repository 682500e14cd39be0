import { createRequire } from 'node:module';

import { renderAsync } from '@resvg/resvg-js';

import { FONT } from './layout.ts';

const { resolve } = createRequire(import.meta.url);

/** Sharp enough on screens of double density, at half the work that twice the size would be. */
const ZOOM = 1.5;

/** A bare machine has no fonts, so ours come with us. */
const fontFiles = () =>
  ['400Regular/Inter_400Regular.ttf', '700Bold/Inter_700Bold.ttf'].map((file) =>
    resolve(`@expo-google-fonts/inter/${file}`),
  );

/** Renders an SVG as a PNG image, off the event loop but for some ten milliseconds of packing. */
export async function svgToPng(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: FONT.family },
  });
  return Buffer.from(image.asPng());
}
