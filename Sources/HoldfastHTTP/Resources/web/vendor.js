/** Scripts of others, which are optional files of the server: the page works without them. */

import { element } from "./dom.js";

const loadLimit = 4000;

const asked = new Map();

/** Loads a script once; never fails, and never waits for long. */
export function loadVendor(file) {
  if (!asked.has(file)) asked.set(file, load(`/vendor/${file}`));
  return asked.get(file);
}

function load(address) {
  return new Promise((resolve) => {
    const script = element("script", { src: address });
    script.addEventListener("load", resolve);
    script.addEventListener("error", resolve);
    setTimeout(resolve, loadLimit);
    document.head.append(script);
  });
}
