/** A panel that turns tokens on whatever stands beside it, shows their values, and gives them away as CSS. */
import {html, type TemplateResult} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {colorPair, initialOf, ruleOf, turned, type Turned} from './tokens.js';

const board = (inside: EventTarget | null) => (inside as Element).closest<HTMLElement>('.kb-theme');

const valueOf = (row: HTMLElement): string => {
  const [first, second] = row.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select');
  if (!first) return '';
  if (first.type === 'color') return colorPair(first.value, second?.value ?? first.value);
  return first.type === 'range' ? `${first.value}${row.dataset['unit'] ?? ''}` : first.value;
};

/** Sets what has been turned on the board, and writes it down; what stands where it stood before is not set. */
function apply(theme: HTMLElement): void {
  const set = new Map<string, string>();
  for (const row of theme.querySelectorAll<HTMLElement>('[data-token]')) {
    const {token = '', from = ''} = row.dataset;
    const value = valueOf(row);
    row.querySelector('output')?.replaceChildren(value);
    theme.style.removeProperty(token);
    if (value === from) continue;
    set.set(token, value);
    theme.style.setProperty(token, value);
  }
  theme.querySelector('.kb-css')?.replaceChildren(ruleOf(set));
}

const handleTurn = ({target}: Event) => {
  const theme = board(target);
  if (theme) apply(theme);
};

/** The form's own reset comes after the event. */
const handleReset = ({target}: Event) => queueMicrotask(() => handleTurn({target} as Event));

async function handleCopy({currentTarget}: Event): Promise<void> {
  const button = currentTarget as HTMLButtonElement;
  const css = board(button)?.querySelector('.kb-css')?.textContent ?? '';
  const isCopied = await navigator.clipboard.writeText(css).then(
    () => true,
    () => false,
  );
  button.textContent = isCopied ? 'Copied' : 'Select the text and copy it';
}

const id = (property: string, part = '') => `turn${property}${part}`;

function controlOf({property, control}: Turned): TemplateResult {
  switch (control.kind) {
    case 'color':
      return html`
        <input id=${id(property)} type="color" .defaultValue=${control.light} aria-label=${`${property}, light`} />
        <input type="color" .defaultValue=${control.dark} aria-label=${`${property}, dark`} />
      `;
    case 'length':
      return html`
        <input
          id=${id(property)}
          type="range"
          min="0"
          max=${control.most}
          step=${control.unit === 'ms' ? 20 : 1}
          .defaultValue=${String(control.value)}
          aria-label=${property}
        />
      `;
    case 'choice':
      return html`
        <select id=${id(property)} aria-label=${property}>
          ${control.options.map((option) => html`<option value=${option}>${option}</option>`)}
        </select>
      `;
  }
}

const row = (token: Turned): TemplateResult => html`
  <div
    class="kb-turn"
    data-token=${token.property}
    data-from=${initialOf(token)}
    data-unit=${token.control.kind === 'length' ? token.control.unit : ''}
  >
    <label for=${id(token.property)}
      ><code>${token.property}</code> <small>${token.description.replaceAll('`', '')}</small></label
    >
    <span class="kb-turns">${controlOf(token)}</span>
    <output>${initialOf(token)}</output>
  </div>
`;

/** The board around elements that take its tokens. */
export const themeBoard = (elements: TemplateResult): TemplateResult => html`
  <div class="kb-theme">
    <form class="kb-panel" @input=${handleTurn} @change=${handleTurn} @reset=${handleReset}>
      <h2>Tokens</h2>
      ${turned.map(row)}
      <p><button type="reset">As they were</button></p>
    </form>
    <div class="kb-shown">${elements}</div>
    <section class="kb-given" aria-label="CSS">
      <pre tabindex="0"><code class="kb-css" ${ref(written)}></code></pre>
      <button type="button" @click=${handleCopy}>Copy the CSS</button>
    </section>
  </div>
`;

function written(code: Element | undefined): void {
  if (code && !code.textContent) code.textContent = ruleOf(new Map());
}
