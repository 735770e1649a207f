import {tellDeveloper} from '../developer.js';

/**
 * Registers an element unless the page has one of that name already (another version of the library): the first one
 * stays.
 */
export function define(name: string, element: CustomElementConstructor): void {
  const present = customElements.get(name);
  if (!present) customElements.define(name, element);
  else if (present !== element) tellDeveloper({type: 'defined-already', name});
}
