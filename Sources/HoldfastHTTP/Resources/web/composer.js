/** Where the user writes. */

const growsByItself = CSS.supports("field-sizing", "content");

export class Composer {
  #form;
  #text;
  #send;
  #stop;
  #isRunning = false;

  constructor({ form, text, send, stop, onSend, onStop, onChange }) {
    this.#form = form;
    this.#text = text;
    this.#send = send;
    this.#stop = stop;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#isSendable) onSend(this.text.trim());
    });
    text.addEventListener("input", () => {
      this.#fit();
      onChange(this.text);
    });
    text.addEventListener("keydown", (event) => this.#keyDown(event));
    stop.addEventListener("click", () => onStop());
    // A click anywhere in the box is a click into the text.
    form.addEventListener("pointerdown", (event) => {
      if (event.target !== form) return;
      event.preventDefault();
      text.focus();
    });
    this.#fit();
  }

  get text() {
    return this.#text.value;
  }

  set text(value) {
    this.#text.value = value;
    this.#fit();
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  /** Takes the focus where that does not bring up a keyboard over half of the screen. */
  focusIfHandy() {
    if (!matchMedia("(pointer: coarse)").matches) this.focus();
  }

  /** Whether a reply is running, which can be stopped. */
  set isRunning(value) {
    this.#isRunning = value;
    this.#fit();
  }

  get #isSendable() {
    return this.text.trim() !== "";
  }

  #keyDown(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    // On a touch keyboard Enter is the only way to a new line.
    if (matchMedia("(pointer: coarse) and (hover: none)").matches && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #fit() {
    const hadFocus = document.activeElement;
    this.#stop.hidden = !this.#isRunning;
    // While a reply runs, sending replaces it, so it is offered only when there is something to send.
    this.#send.hidden = this.#isRunning && !this.#isSendable;
    this.#send.disabled = !this.#isSendable;
    this.#send.title = this.#isRunning ? "Send, and stop the current reply (Enter)" : "Send (Enter)";
    if ((hadFocus === this.#stop && this.#stop.hidden) || (hadFocus === this.#send && this.#send.hidden)) this.focus();
    if (growsByItself) return;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
