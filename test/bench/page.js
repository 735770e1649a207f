/** What every page of the bench offers to whoever measures it, whatever it is made with. */

/**
 * @typedef {object} Candidate
 * @property {(complete: () => void) => Element} create one field of six digits that says when all are there
 * @property {(element: Element) => HTMLElement | null} field where the first digit is typed
 * @property {(element: Element) => unknown} ready whether the customer can type
 */

const shifts = [];
const longTasks = [];
new PerformanceObserver((list) => {
  for (const {value} of list.getEntries()) shifts.push(value);
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => {
  for (const {duration} of list.getEntries()) longTasks.push(duration);
}).observe({type: 'longtask', buffered: true});

const frame = () => new Promise((resolve) => void requestAnimationFrame(resolve));

const painted = async () => {
  await frame();
  await frame();
};

export const plainInput = (complete) => {
  const input = document.createElement('input');
  Object.assign(input, {autocomplete: 'one-time-code', inputMode: 'numeric', maxLength: 6});
  input.addEventListener('input', () => input.value.length === 6 && complete());
  return input;
};

/** @param {Candidate} candidate */
export const expose = ({create, field, ready}) => {
  let complete = () => undefined;
  let completed = Promise.resolve();
  const expectCompletion = () => {
    completed = new Promise((resolve) => (complete = resolve));
  };
  const add = () => document.body.appendChild(create(() => complete()));
  const allReady = async (elements) => {
    while (!elements.every(ready)) await frame();
    return painted();
  };
  const first = add();
  const loaded = allReady([first]).then(() => performance.now());
  globalThis.bench = {
    /** Milliseconds from the start of the navigation to the frame in which the field stands. */
    loaded: () => loaded,
    fill: (count) => allReady(Array.from({length: count}, add)),
    focus() {
      expectCompletion();
      field(first).focus();
    },
    completed: () => completed.then(painted),
    watched: () => ({shift: shifts.reduce((sum, one) => sum + one, 0), longTasks}),
  };
};
