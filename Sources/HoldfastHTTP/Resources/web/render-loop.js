/** Draws what changed at most once per frame, and less often when drawing takes long. */

export class RenderLoop {
  #draw;
  #isAsked = false;
  #notBefore = 0;

  constructor(draw) {
    this.#draw = draw;
  }

  /** Asks for a drawing; many requests before it make one. */
  request() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame((now) => this.#frame(now));
  }

  /** Draws now what was asked for. */
  flush() {
    this.#notBefore = 0;
    this.#perform();
  }

  #frame(now) {
    if (!this.#isAsked) return;
    if (now < this.#notBefore) requestAnimationFrame((later) => this.#frame(later));
    else this.#perform();
  }

  #perform() {
    this.#isAsked = false;
    const start = performance.now();
    this.#draw();
    const took = performance.now() - start;
    // A frame has about 16 ms for everything; a long drawing leaves three times its length to other work.
    this.#notBefore = took > 6 ? performance.now() + took * 3 : 0;
  }
}
