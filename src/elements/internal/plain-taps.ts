const usable =
  'a[href], button:not(:disabled), input, select, textarea, label, summary, [tabindex], [contenteditable]:not([contenteditable=false])';

const isUsable = (target: EventTarget) => target instanceof Element && target.matches(usable);

/**
 * A press on plain text inside `host` gives nothing the focus. The host delegates the focus, for dialogs and labels;
 * but a press delegates it too, and on a phone that opens the keyboard. So the text itself takes the press, for as long
 * as it lasts: it can still be selected, which a press that is prevented could not do.
 */
export function keepFocusFromPlainText(host: HTMLElement): void {
  host.addEventListener('mousedown', (event) => {
    const path = event.composedPath();
    const [text] = path;
    if (path.slice(0, path.indexOf(host)).some(isUsable) || host.matches(':focus-within')) return;
    if (text === host || !(text instanceof HTMLElement || text instanceof SVGElement)) return event.preventDefault();
    text.setAttribute('tabindex', '-1');
    setTimeout(() => {
      text.blur();
      text.removeAttribute('tabindex');
    });
  });
}
