/** Copying, and saying that it worked. */

import { icon } from "./icons.js";
import { say } from "./announcer.js";

const shownFor = 1600;

/** Copies a text; the button shows a check for a moment. */
export async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    say("This browser did not allow copying.");
    return;
  }
  say("Copied.");
  if (button.classList.contains("is-done")) return;
  const before = button.querySelector(".icon");
  const after = icon("check");
  before.replaceWith(after);
  button.classList.add("is-done");
  setTimeout(() => {
    after.replaceWith(before);
    button.classList.remove("is-done");
  }, shownFor);
}

/** The copy buttons of code blocks and the offers of pictures: one listener for all, as they come and go. */
export function handleProseClicks(root) {
  root.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy-code]");
    if (copy) copyText(copy.closest(".code-block").querySelector("pre").textContent.replace(/\n$/, ""), copy);
    const offer = event.target.closest(".image-offer");
    if (offer) showImage(offer);
  });
}

function showImage(offer) {
  const image = new Image();
  image.alt = offer.dataset.alt;
  image.referrerPolicy = "no-referrer";
  image.src = offer.dataset.image;
  offer.replaceWith(image);
}
