const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Code points that XML 1.0 does not allow, lone surrogates included. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Escapes a text for XML content and attributes; what XML forbids becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '\u{FFFD}').replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/** Writes an SVG element. Attribute values are escaped; `children` are elements or escaped text. */
export function element(
  name: string,
  attributes: Record<string, string | number>,
  children = '',
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return `<${name}${written}>${children}</${name}>`;
}

/** Writes an SVG text label at a point, its text escaped. */
export function label(
  text: string,
  attributes: Record<string, string | number> & { x: number; y: number },
): string {
  return element('text', attributes, escapeXml(text));
}
