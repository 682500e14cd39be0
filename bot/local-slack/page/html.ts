import htm from 'htm';
import { type ComponentChild, h, type VNode } from 'preact';

/** What a component may put into the page. */
export type Child = ComponentChild;

/** Writes HTML as a template; every value becomes a text or an attribute, escaped, never markup. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
