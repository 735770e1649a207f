import {noChange} from 'lit';
import {directive, Directive, type ElementPart} from 'lit/directive.js';
import type {CodeFieldController, CodeFieldView} from '../../controllers/code-field.js';

/** Characters are painted as dots. */
const DOT = '•';

class Slots extends Directive {
  /** What each slot looks like, so that a key writes to those alone that it changes. */
  #painted: readonly (readonly [name: string, text: string])[] = [];

  render(_field: CodeFieldController, _length: number, _hidden: boolean): typeof noChange {
    return noChange;
  }

  override update({element}: ElementPart, [field, length, hidden]: Parameters<this['render']>): typeof noChange {
    if (this.#painted.length !== length) {
      element.replaceChildren(...Array.from({length}, emptySlot));
      this.#painted = Array.from({length}, () => ['', '']);
    }
    field.paint = () => this.#paint(element, field.view, hidden);
    field.paint();
    return noChange;
  }

  #paint({children, classList}: Element, view: CodeFieldView, hidden: boolean): void {
    classList.toggle('rests', view.rests === true);
    const wanted = looks(view, children.length, hidden);
    wanted.forEach(([name, text], index) => {
      const slot = children[index];
      const [oldName, oldText] = this.#painted[index] ?? [];
      if (slot && name !== oldName) slot.className = name;
      if (slot && text !== oldText) slot.textContent = text;
    });
    this.#painted = wanted;
  }
}

/**
 * Stands in the tag of the box of a code's slots, and fills it: one slot for each character. A key paints by this
 * alone, without a render of the element around it, and reads nothing of the page.
 */
export const slots = directive(Slots);

let blank: Element | undefined;

/** A copy takes half the time that making one and naming its part does. */
const emptySlot = (): Node => (blank ??= Object.assign(document.createElement('span'), {part: 'slot'})).cloneNode();

/** Codes are read in halves: 123 456, 1234 5678. */
const looks = ({value, selection}: CodeFieldView, length: number, hidden: boolean) => {
  const half = length > 4 && length % 2 === 0 ? length / 2 : length;
  const mark = marksOf(selection, value.length, length);
  return Array.from({length}, (_, index): readonly [string, string] => [
    `slot${index === half ? ' gap' : ''} ${mark(index)}`,
    hidden && index < value.length ? DOT : (value[index] ?? ''),
  ]);
};

/** Says what the next key does: a digit goes into a slot, before one, or in place of those selected. */
function marksOf(selection: CodeFieldView['selection'], filled: number, length: number): (index: number) => string {
  if (!selection) return () => '';
  const [start, end] = selection;
  if (start !== end) return (index) => (index >= start && index < end ? 'selected' : '');
  if (start === length) return (index) => (index === length - 1 ? 'end' : '');
  const mark = start >= filled ? 'caret' : filled === length ? 'selected' : 'edit';
  return (index) => (index === start ? mark : '');
}
