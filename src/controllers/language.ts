import {isServer, type ReactiveController, type ReactiveElement} from 'lit';
import {toLanguage} from '../domain/language.js';
import {findAddedLanguage, onLanguageAdded} from '../i18n/added-languages.js';
import type {Spoken} from '../i18n/language.js';

const followers = new Set<ReactiveElement>();
/** Trees that are observed already: each further time would cost as much as the first. */
let observed = new WeakSet<Node>();
let observer: MutationObserver | undefined;

const renderFollowers = (): void => followers.forEach((follower) => follower.requestUpdate());

onLanguageAdded(renderFollowers);

/** One observer a page: a `lang` that changes anywhere above an element renders it again. */
function follow(element: ReactiveElement): void {
  observer ??= new MutationObserver(renderFollowers);
  for (const tree of treesAbove(element)) {
    if (observed.has(tree)) continue;
    observed.add(tree);
    observer.observe(tree, {attributeFilter: ['lang'], subtree: true});
  }
  followers.add(element);
}

/** The document and every shadow tree that the element stands in. */
function* treesAbove(node: Node): Generator<Node> {
  const root = node.getRootNode();
  yield root;
  if (root instanceof ShadowRoot) yield* treesAbove(root.host);
}

function unfollow(element: ReactiveElement): void {
  followers.delete(element);
  if (followers.size > 0) return;
  observer?.disconnect();
  observed = new WeakSet();
}

/**
 * The `lang` of the element or of its nearest ancestor, through shadow roots, as HTML's language of a node is found.
 * A server draws an element without what is around it: there, its own.
 */
function languageTag(element: Element): string {
  if (isServer) return element.getAttribute('lang') ?? '';
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang') ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageTag(root.host) : '';
}

/** The language that the host element speaks; it is rendered again when that changes. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveElement;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  get spoken(): Spoken {
    const tag = languageTag(this.#host);
    const added = findAddedLanguage(tag);
    return added ? {language: added.like, added} : {language: toLanguage(tag)};
  }

  hostConnected(): void {
    follow(this.#host);
  }

  hostDisconnected(): void {
    unfollow(this.#host);
  }
}
