/** The messages of the open conversation, and the scrolling of them. */

import { prefersLessMotion } from "./dom.js";
import { MessageView } from "./message-view.js";

/** Closer to the end than this counts as being there. */
const nearEnd = 48;
/** Further away than this, the way back is offered. */
const farFromEnd = 160;

export class Transcript {
  #scroller;
  #list;
  #jump;
  #views = [];
  #isPinned = true;
  #lastTop = 0;

  constructor({ scroller, list, jump }) {
    this.#scroller = scroller;
    this.#list = list;
    this.#jump = jump;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    scroller.addEventListener("wheel", (event) => event.deltaY < 0 && this.#release(), { passive: true });
    jump.addEventListener("click", () => this.scrollToEnd({ smooth: true }));
    const observer = new ResizeObserver(() => this.#follow());
    observer.observe(list);
    observer.observe(scroller);
  }

  /** Removes all messages. */
  clear() {
    this.#views = [];
    this.#list.replaceChildren();
    this.#isPinned = true;
    this.#jump.hidden = true;
  }

  /** Adds a message at the end. */
  add(message, options) {
    const view = new MessageView(message, options);
    this.#views.push(view);
    this.#list.append(view.node);
    this.#markLast();
    return view;
  }

  remove(view) {
    this.#views = this.#views.filter((other) => other !== view);
    view.node.remove();
    this.#markLast();
  }

  /** The view of the message with this id. */
  find(id) {
    return this.#views.find((view) => view.message.id === id);
  }

  get last() {
    return this.#views.at(-1);
  }

  /**
   * Shows these messages in this order, keeping the views that are there already. Views that `keep` names, as
   * those of running replies, stay at the end.
   */
  show(messages, { options, keep }) {
    const known = new Map(this.#views.map((view) => [view.message.id, view]));
    const shown = messages.map((message) => {
      const view = known.get(message.id) ?? new MessageView(message, options);
      if (!keep.has(view)) view.show(message);
      return view;
    });
    const rest = this.#views.filter((view) => keep.has(view) && !shown.includes(view));
    const wanted = [...shown, ...rest];
    for (const view of this.#views) if (!wanted.includes(view)) view.node.remove();
    wanted.forEach((view, index) => {
      const here = this.#list.children[index];
      if (here !== view.node) this.#list.insertBefore(view.node, here ?? null);
    });
    this.#views = wanted;
    this.#markLast();
    return shown;
  }

  #markLast() {
    for (const view of this.#views) view.isLast = view === this.last;
  }

  /** Goes to the end and stays there while the text grows. */
  scrollToEnd({ smooth = false } = {}) {
    this.#isPinned = true;
    const behavior = smooth && !prefersLessMotion() ? "smooth" : "instant";
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior });
    this.#jump.hidden = true;
  }

  get #distance() {
    return this.#scroller.scrollHeight - this.#scroller.clientHeight - this.#scroller.scrollTop;
  }

  #follow() {
    if (this.#isPinned) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#showJump();
  }

  #release() {
    if (this.#scroller.scrollHeight > this.#scroller.clientHeight) this.#isPinned = false;
  }

  /** Scrolling up lets go of the end; scrolling back to it takes hold again. */
  #scrolled() {
    const top = this.#scroller.scrollTop;
    if (top < this.#lastTop - 1 && this.#distance > 4) this.#isPinned = false;
    else if (top > this.#lastTop && this.#distance < nearEnd) this.#isPinned = true;
    this.#lastTop = top;
    this.#showJump();
  }

  #showJump() {
    const isHidden = this.#isPinned || this.#distance < farFromEnd;
    if (this.#jump.hidden !== isHidden) this.#jump.hidden = isHidden;
  }
}
