import {html, LitElement, unsafeCSS, type PropertyValues, type TemplateResult} from 'lit';
import '../../src/define.js';
import channelsLook from '../../stories/channels.css?inline';
import {languages, type Shown} from './code.js';
import {cashTransfer, oneAccount, order, password, prepare, twoAccounts} from './endpoint.js';
import {lineOf, names, type Line} from './log.js';
import {
  all,
  attributes,
  begun,
  initial,
  isFor,
  page,
  standing,
  tags,
  type Control,
  type Settings,
  type Tag,
} from './settings.js';
import {look} from './look.js';

const transactions = {order, 'cash-transfer': cashTransfer} as const;

const isWide = matchMedia('(min-width: 1180px)').matches;

type AnyElement = HTMLElementTagNameMap[Tag];

/** Attributes on the left, the element on the right, its events and its code below. */
class Playground extends LitElement {
  static override styles = [look, unsafeCSS(channelsLook)];
  static override properties = {
    settings: {state: true},
    lines: {state: true},
    language: {state: true},
    copied: {state: true},
  };

  declare settings: Settings;
  declare lines: readonly Line[];
  declare language: string;
  declare copied: string;

  #element: AnyElement | null = null;
  /** Which setting up is the last: an earlier one that comes to its end later is nobody's. */
  #setup = 0;

  constructor() {
    super();
    this.settings = {...initial, ...begun[initial.element]};
    this.lines = [];
    this.language = 'html';
    this.copied = '';
  }

  protected override firstUpdated(): void {
    void this.#setUp();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('settings')) this.#apply();
  }

  protected override render(): TemplateResult {
    const {element} = this.settings;
    const has = (control: Control) => isFor(control, element);
    return html`
      <div class="controls">
        ${this.#group('Element', [elementControl, ...attributes.filter(has)], true)}
        ${this.#group('Account and endpoint', standing.filter(has), isWide)} ${this.#group('Page', page, isWide)}
      </div>
      <div class="shown">
        <section
          class="stage"
          aria-label="The element"
          data-channel=${String(this.settings['preset'])}
          style=${this.#stageStyle()}
        >
          <div class="place" style=${this.settings['width'] ? `max-inline-size: ${this.settings['width']}` : ''}></div>
        </section>
        ${this.#hint()}
        <p><button type="button" @click=${() => void this.#setUp()}>Begin again</button></p>
        ${this.#log()} ${this.#code()}
      </div>
    `;
  }

  /** On a narrow page the element should not be far below. */
  #group(title: string, controls: readonly Control[], isOpen: boolean): TemplateResult {
    return html`
      <details ?open=${isOpen}>
        <summary>${title}</summary>
        <div class="group" role="group" aria-label=${title}>${controls.map((control) => this.#control(control))}</div>
      </details>
    `;
  }

  #control({name, label, kind, options = []}: Control): TemplateResult {
    const value = this.settings[name];
    if (kind === 'check')
      return html`
        <label class="check">
          <input
            type="checkbox"
            .checked=${value === true}
            @change=${(event: Event) => this.#turn(name, (event.target as HTMLInputElement).checked)}
          />
          <span>${label}</span>
        </label>
      `;
    const turn = (event: Event) => this.#turn(name, (event.target as HTMLInputElement | HTMLSelectElement).value);
    return html`
      <label class="field">
        <span>${label}</span>
        ${
          kind === 'text'
            ? html`<input type="text" .value=${String(value)} @change=${turn} />`
            : html`<select @change=${turn}>
                ${options.map(
                  ([option, says]) => html`<option value=${option} ?selected=${option === value}>${says}</option>`,
                )}
              </select>`
        }
      </label>
    `;
  }

  #stageStyle(): string {
    const {theme} = this.settings;
    return theme ? `color-scheme: ${String(theme)}` : '';
  }

  /** What a customer would know here. */
  #hint(): TemplateResult {
    const {element, list} = this.settings;
    if (list === true || element === 'otp-list')
      return html`<p class="hint">The KB-OTP password of this list is <code>${password}</code>.</p>`;
    return html`<p class="hint">Any code will do; this endpoint is in the page and sends nothing.</p>`;
  }

  #log(): TemplateResult {
    return html`
      <section aria-label="Events">
        <h2>Events</h2>
        <p class="hint">As they come, the newest first. No event carries a code; the grant’s token is cut here.</p>
        <div class="log" role="log" aria-label="Events" tabindex="0">
          <ol>
            ${this.lines.map(
              ({at, name, says}) => html`<li><time>${at}</time> <b>${name}</b> <span>${says}</span></li>`,
            )}
          </ol>
        </div>
      </section>
    `;
  }

  #code(): TemplateResult {
    const text = languages[this.language]?.write(this.#shown()) ?? '';
    return html`
      <section aria-label="Code">
        <h2>Code</h2>
        <div class="row">
          <label class="field">
            <span>For</span>
            <select @change=${(event: Event) => (this.language = (event.target as HTMLSelectElement).value)}>
              ${Object.entries(languages).map(
                ([name, {says}]) => html`<option value=${name} ?selected=${name === this.language}>${says}</option>`,
              )}
            </select>
          </label>
          <button type="button" @click=${() => void this.#copy(text)}>Copy</button>
          <span role="status">${this.copied}</span>
        </div>
        <pre tabindex="0" aria-label="Code to copy"><code>${text}</code></pre>
      </section>
    `;
  }

  #shown(): Shown {
    const {settings} = this;
    return {settings, account: settings['two'] === true ? twoAccounts : oneAccount, transaction: this.#transaction()};
  }

  #transaction() {
    const {element, purpose} = this.settings;
    return element === 'otp-verify' && typeof purpose === 'string' && purpose in transactions
      ? transactions[purpose as keyof typeof transactions]
      : null;
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = 'Copied.';
    } catch {
      this.copied = 'Not copied: select the text.';
    }
  }

  #turn(name: string, value: string | boolean): void {
    const also = name === 'element' ? begun[value as Tag] : {};
    const preset = name === 'channel' && this.settings['preset'] ? {preset: value} : {};
    this.settings = {...this.settings, ...also, ...preset, [name]: value};
    this.copied = '';
    const control = [elementControl, ...standing].find((one) => one.name === name);
    if (control) void this.#setUp();
  }

  /** A new element before a new endpoint; what the one before has left on this browser is gone. */
  async #setUp(): Promise<void> {
    const setup = ++this.#setup;
    this.#element?.remove();
    this.#element = null;
    this.lines = [];
    const {element: tag, method, several, verdict, list} = this.settings;
    const endpoint = await prepare({
      method: String(method) as Parameters<typeof prepare>[0]['method'],
      several: several === true,
      verdict: String(verdict),
      withList: list === true,
    });
    if (setup !== this.#setup) return;
    const element: AnyElement = document.createElement(tag);
    for (const name of names)
      element.addEventListener(name, (event) => {
        // A page of its own would go on; here the end of a flow stays to be looked at.
        if (event.cancelable) event.preventDefault();
        this.lines = [lineOf(event), ...this.lines].slice(0, 50);
      });
    element.endpoint = endpoint;
    this.#element = element;
    this.#apply();
    this.renderRoot.querySelector('.place')?.replaceChildren(element);
  }

  /** Attributes as the controls have them; the account comes last, for an element without one waits. */
  #apply(): void {
    const element = this.#element;
    if (!element) return;
    for (const control of all)
      if (control.of === 'attribute' && isFor(control, this.settings.element))
        setAttribute(element, control.name, this.settings[control.name] ?? '');
    if ('transaction' in element) element.transaction = this.#transaction();
    setAttribute(element, 'account', this.#shown().account);
  }
}

const elementControl: Control = {
  name: 'element',
  label: 'Element',
  kind: 'select',
  options: tags.map((tag) => [tag, `<${tag}>`]),
  initial: initial.element,
  of: 'endpoint',
};

function setAttribute(element: HTMLElement, name: string, value: string | boolean): void {
  const text = value === true ? '' : value;
  if (value === false || (value === '' && name === 'density')) element.removeAttribute(name);
  else if (element.getAttribute(name) !== text) element.setAttribute(name, String(text));
}

customElements.define('kb-playground', Playground);
