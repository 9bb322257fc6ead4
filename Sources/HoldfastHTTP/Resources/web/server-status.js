/** How the server is doing, asked now and then while the page is looked at. */

import { getStatus } from "./api.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";

const calm = 30_000;
const alert = 5_000;

const durabilities = {
  power: "Replies survive a power cut",
  process: "Replies survive a crash of the server",
  relaxed: "Replies may be lost when a storage server fails",
};

export class ServerStatus {
  #banner;
  #line;
  #timer;
  #isAsking = false;
  #misses = 0;
  #shown = "";

  constructor({ banner, line }) {
    this.#banner = banner;
    this.#line = line;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
    addEventListener("online", () => this.check());
    addEventListener("offline", () => this.check());
    this.check();
  }

  /** Asks now. */
  async check() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    clearTimeout(this.#timer);
    let isCalm = false;
    try {
      const status = await getStatus();
      this.#misses = 0;
      isCalm = status?.status === "ok";
      this.#show(status ?? {});
    } catch {
      // One missed answer is no news; two in a row are.
      this.#misses += 1;
      if (this.#misses > 1 || navigator.onLine === false) this.#showUnreachable();
    }
    this.#isAsking = false;
    if (document.visibilityState !== "visible") return;
    this.#timer = setTimeout(() => this.check(), isCalm ? calm : this.#misses === 1 ? 1500 : alert);
  }

  #visibilityChanged() {
    clearTimeout(this.#timer);
    if (document.visibilityState === "visible") this.check();
  }

  #show({ status, provider, durability, version, degraded = [] }) {
    const isDegraded = status === "degraded";
    const messages = degraded.map((entry) => entry.message).filter(Boolean);
    this.#showBanner(isDegraded ? messages.join(" ") || "Something is not working as it should." : "");
    const model = provider?.model || provider?.name || "Connected";
    this.#showLine(isDegraded ? "degraded" : "ok", model, durabilities[durability] ?? "", version);
  }

  #showUnreachable() {
    const isOffline = navigator.onLine === false;
    this.#showBanner(
      isOffline
        ? "You are offline. Nothing is lost: everything goes on when the network is back."
        : "The server does not answer at the moment. Nothing is lost: this page keeps trying.",
    );
    this.#showLine("away", isOffline ? "Offline" : "Server away", "Trying again");
  }

  #showBanner(text) {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#banner.replaceChildren();
    if (text) this.#banner.append(icon("alert"), element("p", {}, text));
  }

  #showLine(state, first, second, version) {
    if (!this.#line.firstChild) {
      this.#line.append(
        element("span", { class: "status-dot" }), element("span", { class: "status-first" }), element("span", { class: "status-second" }),
      );
    }
    this.#line.dataset.state = state;
    this.#line.title = version ? `Holdfast ${version}` : "";
    setText(this.#line.querySelector(".status-first"), first);
    setText(this.#line.querySelector(".status-second"), second);
  }
}
