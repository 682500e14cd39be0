import htm from 'htm';
import { type ComponentChild, h, type VNode } from 'preact';

/** What a component may put into the page. */
export type Child = ComponentChild;

/** Writes markup as a template; every value becomes a text or an attribute, never markup. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
