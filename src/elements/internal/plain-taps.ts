const usable =
  'a[href], button:not(:disabled), input, select, textarea, label, summary, [tabindex], [contenteditable]:not([contenteditable=false])';

const isUsable = (target: EventTarget) => target instanceof Element && target.matches(usable);

/**
 * A press on plain text inside `host` gives nothing the focus. The host delegates the focus, for dialogs and labels;
 * but a press delegates it too, and on a phone that opens the keyboard.
 */
export function keepFocusFromPlainText(host: HTMLElement): void {
  host.addEventListener('mousedown', (event) => {
    const path = event.composedPath();
    if (path.slice(0, path.indexOf(host)).some(isUsable) || host.matches(':focus-within')) return;
    event.preventDefault();
  });
}
