import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { newId } from './ids.ts';
import type { OpenView } from './types.ts';

/** Stores the modals that people have open, and their Home tabs. */
export class ViewRegistry {
  readonly #open = new Map<string, OpenView>();
  readonly #homes = new Map<string, OpenView>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Opens a modal for a user, on top of `previous` where one is given. */
  open(user: string, content: JsonObject, previous?: OpenView): OpenView {
    const id = newId('V');
    const view: OpenView = {
      id,
      hash: newId('h'),
      user,
      rootId: previous?.rootId ?? id,
      previousId: previous?.id ?? null,
      content,
      values: {},
    };
    this.#open.set(id, view);
    this.#changed();
    return view;
  }

  find(id: string): OpenView | undefined {
    return this.#open.get(id) ?? [...this.#homes.values()].find((home) => home.id === id);
  }

  findByExternalId(externalId: string): OpenView | undefined {
    return [...this.#open.values()].find(
      (view) => textAt(view.content, 'external_id') === externalId,
    );
  }

  /**
   * Updates what a modal shows; its hash changes, so that a late update of the old one conflicts.
   */
  replace(view: OpenView, content: JsonObject): void {
    view.content = content;
    view.hash = newId('h');
    this.#changed();
  }

  /** Closes one modal; the one below it, if any, is on top again. */
  close(view: OpenView): void {
    this.#open.delete(view.id);
    this.#changed();
  }

  /** Closes the whole stack that a modal belongs to. */
  closeStack(view: OpenView): void {
    for (const each of this.#open.values()) {
      if (each.rootId === view.rootId) this.#open.delete(each.id);
    }
    this.#changed();
  }

  /** A user's open modals, the top one last. */
  openFor(user: string): OpenView[] {
    return [...this.#open.values()].filter((view) => view.user === user);
  }

  /** Publishes a user's Home tab in place of the one before; its id stays. */
  publishHome(user: string, content: JsonObject): OpenView {
    const id = this.#homes.get(user)?.id ?? newId('V');
    const home: OpenView = {
      id,
      hash: newId('h'),
      user,
      rootId: id,
      previousId: null,
      content,
      values: {},
    };
    this.#homes.set(user, home);
    this.#changed();
    return home;
  }

  homeOf(user: string): OpenView | undefined {
    return this.#homes.get(user);
  }
}
